/** Words of Kubernetes that a text may use only in quotes or right before their explanation in brackets. */
export const JARGON =
  /(?<!["/(a-z.])\b(pods?|nodes?|kubelet|scheduler|taints?|tolerations?|CRDs?|controller|cgroup|daemon|evict(ed|ion)?|cordon|admission|sidecar|PVCs?|PVs?|RBAC|CNI|CSI|webhook|operator|reconcil\w+)\b(?!["/]| \()/g;

/** Characters of a text of our own at most. */
export const LONGEST = 320;
