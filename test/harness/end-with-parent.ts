/**
 * Imported by a script whose parent may be killed without being able to pass it on: the channel to the parent breaks, and the script
 * ends as on SIGTERM. Without a channel to a parent (`stdio: 'ipc'`) it does nothing.
 */
// A worker of mocha's parallel mode inherits this import, and lives by its channel to mocha, which ends it itself.
if (process.channel && process.env['MOCHA_WORKER_ID'] === undefined) {
  process.on('disconnect', () => process.kill(process.pid, 'SIGTERM'));
  process.channel.unref(); // listening is no reason to stay
}
