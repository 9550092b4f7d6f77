// The words of the diagnosis and those of the hovers on manifests are the same: they stand where both rooms can see them.
export {
  amountOf,
  bytes,
  bytesForManifest,
  clipped,
  cpus,
  duration,
  isGpu,
  listed,
  machines,
  quantityOf,
  resourceName,
  times,
} from '../../common/quantities.ts';
