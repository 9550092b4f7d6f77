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
  const client = () => new ContractClient(subject());
  describe(`contract: ${name}`, () => {
    reading(client);
    finding(client);
    paging(client);
    watching(client);
    logs(client);
    forwarding(client);
    changing(client);
    forgetting(client);
  });
}

/**
 * The part of the contract that a kubelet answers: for the real node, whose pods really print and listen, and for the sample
 * cluster. On fake nodes kwok answers in its place, which `describeContract` covers.
 */
export function describeKubeletContract(
  name: string,
  subject: () => ContractSubject,
  pods: () => KubeletPods,
): void {
  const client = () => new ContractClient(subject());
  describe(`contract with a kubelet: ${name}`, () => {
    logs(client);
    forwarding(client);
    kubeletWords(client, pods);
  });
}
