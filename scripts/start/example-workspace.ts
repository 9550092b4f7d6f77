import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** What somebody who works in notebooks might have open. The names match the story of the sample cluster. */
const FILES: Readonly<Record<string, string>> = {
  'README.md': `# Example

A folder to look around in; it goes when you end \`npm start\`. Open Porthole in the activity bar on the left.
`,
  'train.py': `import pandas as pd


def load(shards: int) -> pd.DataFrame:
    return pd.concat(pd.read_parquet(f"s3://datasets/events/{shard}.parquet") for shard in range(shards))


if __name__ == "__main__":
    frame = load(shards=9)
    print(frame.describe())
`,
  'train.yaml': `apiVersion: batch/v1
kind: Job
metadata:
  name: train-llama
  namespace: team-a
spec:
  backoffLimit: 4
  template:
    spec:
      restartPolicy: OnFailure
      containers:
        - name: main
          image: registry.example.com/team-a/train:1.4
          command: [python, train.py]
          resources:
            requests: { cpu: "4", memory: 32Gi, nvidia.com/gpu: 1 }
            limits: { memory: 32Gi, nvidia.com/gpu: 1 }
`,
};

/** Makes the folder below `parent` that is open in the editor. */
export function exampleWorkspace(parent: string): string {
  const folder = join(parent, 'example');
  mkdirSync(folder);
  for (const [name, text] of Object.entries(FILES)) writeFileSync(join(folder, name), text);
  return folder;
}
