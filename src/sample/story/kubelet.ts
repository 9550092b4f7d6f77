import { list, text } from '../../common/json.ts';
import { stored } from '../api/kinds.ts';
import type { ContainerModel, Ended } from './pod-status.ts';
import { mountedClaims, type Program, type Resident } from './resident.ts';

// The texts of events and states are those of Kubernetes 1.35.4 with containerd.

/** The scheduler tries again when something changes, and at least this often. */
const SCHEDULING_AGAIN_SECONDS = 300;

/** The kubelet's waits between restarts: none the first time, then doubled from 10 s up to five minutes. */
const crashBackOffSeconds = (restarts: number): number =>
  restarts === 0 ? 0 : Math.min(300, 10 * 2 ** (restarts - 1));
const pullBackOffSeconds = (tries: number): number => Math.min(300, 10 * 2 ** tries);

/** Scheduler and kubelet in one: takes a new pod through its states, with the events and times that the real ones leave. */
export function begin(resident: Resident): void {
  resident.after(0.2, () => schedule(resident));
}

function schedule(resident: Resident): void {
  const { program, namespace, name } = resident.template;
  const { waitsBecause } = program;
  if (waitsBecause !== undefined) {
    resident.model.unschedulable = { since: resident.world.stamp(), message: waitsBecause };
    resident.show();
    resident.warn('FailedScheduling', waitsBecause);
    resident.every(SCHEDULING_AGAIN_SECONDS, () => resident.warn('FailedScheduling', waitsBecause));
    return;
  }
  resident.model.scheduled = resident.world.stamp();
  resident.show({ nodeName: program.node });
  resident.tell('Scheduled', `Successfully assigned ${namespace}/${name} to ${program.node}`);
  resident.after(0.8, () => prepare(resident));
}

function prepare(resident: Resident): void {
  const { model, template, world } = resident;
  const { pullError, pullSeconds, node } = template.program;
  model.started = world.stamp();
  const machine = world.store.get(stored('nodes'), undefined, node);
  model.hostIP = text(list(machine, 'status', 'addresses')[0], 'address') ?? '';
  resident.show();
  for (const claim of mountedClaims(template)) {
    const bound = world.store.get(stored('persistentvolumeclaims'), template.namespace, claim);
    const volume = text(bound, 'spec', 'volumeName');
    if (volume !== undefined)
      resident.tell('SuccessfulAttachVolume', `AttachVolume.Attach succeeded for volume "${volume}"`);
  }
  const [main] = model.containers;
  if (!main) return;
  if (pullError !== undefined) failPull(resident, main, pullError, 0);
  else if (pullSeconds === undefined) run(resident, model.containers);
  else {
    resident.tell('Pulling', `Pulling image "${main.image}"`, main);
    resident.after(pullSeconds, () => {
      const took = `${pullSeconds}.21s`;
      const bytes = Math.round(pullSeconds * 61_234_567);
      resident.tell(
        'Pulled',
        `Successfully pulled image "${main.image}" in ${took} (${took} including waiting). Image size: ${bytes} bytes.`,
        main,
      );
      run(resident, model.containers);
    });
  }
}

function failPull(resident: Resident, container: ContainerModel, error: string, tries: number): void {
  const { image } = container;
  container.state = { is: 'waiting', reason: 'ErrImagePull', message: error };
  resident.show();
  resident.tell('Pulling', `Pulling image "${image}"`, container);
  resident.warn('Failed', `Failed to pull image "${image}": ${error}`, container);
  resident.warn('Failed', 'Error: ErrImagePull', container);
  resident.after(12, () => {
    const backOff = `Back-off pulling image "${image}"`;
    container.state = {
      is: 'waiting',
      reason: 'ImagePullBackOff',
      message: `${backOff}: ErrImagePull: ${error}`,
    };
    resident.show();
    resident.tell('BackOff', backOff, container);
    resident.warn('Failed', 'Error: ImagePullBackOff', container);
    resident.after(pullBackOffSeconds(tries), () => failPull(resident, container, error, tries + 1));
  });
}

function run(resident: Resident, containers: readonly ContainerModel[]): void {
  const { pullSeconds, readyAfterSeconds, ends } = resident.template.program;
  const startedAt = resident.world.stamp();
  for (const container of containers) {
    resident.startRun(container);
    container.state = { is: 'running', startedAt };
    if (pullSeconds === undefined || container.restarts > 0)
      resident.tell(
        'Pulled',
        `Container image "${container.image}" already present on machine and can be accessed by the pod`,
        container,
      );
    resident.tell('Created', 'Container created', container);
    resident.tell('Started', 'Container started', container);
  }
  const ready = () => {
    for (const container of containers) container.ready = container.state.is === 'running';
    resident.model.readyChanged = resident.world.stamp();
    resident.show();
  };
  if (readyAfterSeconds === undefined) ready();
  else {
    resident.show();
    resident.after(readyAfterSeconds, ready);
  }
  const [main] = containers;
  if (ends && main) resident.after(ends.afterSeconds, () => stop(resident, main, startedAt, ends));
}

function stop(
  resident: Resident,
  main: ContainerModel,
  startedAt: string,
  ends: NonNullable<Program['ends']>,
): void {
  const { model, template, world } = resident;
  const end: Ended = { reason: ends.reason, exitCode: ends.exitCode, startedAt, finishedAt: world.stamp() };
  resident.endRun(main);
  main.ready = false;
  model.readyChanged = world.stamp();
  const policy = text(template.spec, 'restartPolicy');
  const stays = policy === 'Never' || (policy === 'OnFailure' && end.exitCode === 0);
  const waitSeconds = crashBackOffSeconds(main.restarts);
  if (stays || waitSeconds === 0) main.state = { is: 'terminated', end };
  else {
    const where = `${template.name}_${template.namespace}(${model.uid})`;
    const message = `back-off ${duration(waitSeconds)} restarting failed container=${main.name} pod=${where}`;
    main.state = { is: 'waiting', reason: 'CrashLoopBackOff', message };
    main.last = end;
    resident.warn('BackOff', `Back-off restarting failed container ${main.name} in pod ${where}`, main);
  }
  resident.show();
  if (stays) return;
  resident.after(Math.max(1, waitSeconds), () => {
    main.last = end;
    main.restarts += 1;
    run(resident, [main]);
  });
}

/** Go's way to write a duration: `40s`, `1m20s`. */
const duration = (seconds: number): string =>
  seconds < 60 ? `${seconds}s` : `${Math.floor(seconds / 60)}m${seconds % 60}s`;
