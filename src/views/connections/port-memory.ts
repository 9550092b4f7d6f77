import type { Memento } from 'vscode';
import { number } from '../../common/json.ts';
import type { PortMemory } from './tool-connections.ts';

const KEY = 'ports';
/** Ports of tools that were opened long ago make room. */
const MOST = 100;

/** Local ports of earlier times, kept on this machine. */
export function portMemory(memory: Memento, onError: (error: unknown) => void): PortMemory {
  return {
    portOf: (tool) => number(memory.get<unknown>(KEY), tool),
    remember: (tool, port) => {
      const known = memory.get<Record<string, number>>(KEY, {});
      if (known[tool] === port) return;
      const others = Object.entries(known).filter(([name]) => name !== tool);
      Promise.resolve(
        memory.update(KEY, Object.fromEntries([...others, [tool, port] as const].slice(-MOST))),
      ).catch(onError);
    },
  };
}
