import { changing } from './changing.ts';
import { ContractClient } from './client.ts';
import { finding } from './finding.ts';
import { forwarding } from './forwarding.ts';
import { kubeletWords, logs } from './logs.ts';
import { paging } from './paging.ts';
import { reading } from './reading.ts';
import { forgetting, watching } from './watching.ts';
import type { ContractSubject, KubeletPods } from './subject.ts';

/**
 * Everything of a Kubernetes API server that Porthole relies on. It runs on the real API server and on the sample cluster; where
 * they differ, the sample is wrong. `subject` is asked inside the tests, when the hooks around this suite have brought it up.
 */
export function describeContract(name: string, subject: () => ContractSubject): void {
  describeAnswers(name, subject);
  describeWatches(name, subject);
}

/** The part whose answers come at once. */
export function describeAnswers(name: string, subject: () => ContractSubject): void {
  const client = () => new ContractClient(subject());
  describe(`contract, answers: ${name}`, () => {
    reading(client);
    finding(client);
    paging(client);
    logs(client);
    forwarding(client);
    changing(client);
  });
}

/** The part that waits for most of its time, in whole seconds of the server: it can run beside the other one. */
export function describeWatches(name: string, subject: () => ContractSubject): void {
  const client = () => new ContractClient(subject());
  describe(`contract, watches: ${name}`, () => {
    watching(client);
    forgetting(client);
  });
}

/** What only a kubelet says: for the sample cluster, which repeats a real one's words, and for the real node. */
export function describeKubeletWords(
  name: string,
  subject: () => ContractSubject,
  pods: () => KubeletPods,
): void {
  describe(`contract with a kubelet: ${name}`, () => {
    kubeletWords(() => new ContractClient(subject()), pods);
  });
}

/** All that a kubelet answers: for the real node, whose pods really print and listen. On fake nodes kwok answers in its place. */
export function describeKubeletContract(
  name: string,
  subject: () => ContractSubject,
  pods: () => KubeletPods,
): void {
  const client = () => new ContractClient(subject());
  describe(`contract with a real kubelet: ${name}`, () => {
    logs(client);
    forwarding(client);
  });
  describeKubeletWords(name, subject, pods);
}
