/** Wrong usage: the one line says what is wrong. Ends the program with exit code 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

export const USAGE = `porthole: what runs on your cluster, and why it does not

  porthole explain  [KIND/NAME] [-n NS] [-f FILE]... [-o text|json|markdown]   why does it fail or wait, what to do
  porthole pods     [-n NS | -A] [-f FILE]... [-o text|json]                   pods and how they are, in words
  porthole tools    [-n NS | -A] [-f FILE]... [-o text|json]                   data-science tools and how to reach them
  porthole hover    FILE LINE:COLUMN [-o text|json]                            what a field of a manifest means
  porthole logs     POD|KIND/NAME [-n NS] [-c CONTAINER] [--all-containers] [--previous] [--tail N] [--since D] [-f]
  porthole forward  POD|SERVICE|TOOL [-n NS] [--port LOCAL[:REMOTE]]           until interrupted
  porthole open     TOOL [-n NS] [--print]                                     forward, wait until it answers, open it
  porthole watch    [-n NS | -A]                                               a JSON line for each row that changes

  -f FILE        what kubectl get -o yaml or -o json printed, instead of a cluster; a folder is all its files; - is standard input
  --kubeconfig F, --context C                                                  as kubectl understands them
  exit code      0 done, 1 could not do it, 2 wrong usage
`;
