/**
 * Imported by a script whose parent may be killed without being able to pass it on: the channel to the parent breaks, and the script
 * ends as on SIGTERM. Without a channel to a parent (`stdio: 'ipc'`) it does nothing.
 */
if (process.channel) {
  process.on('disconnect', () => process.kill(process.pid, 'SIGTERM'));
  process.channel.unref(); // listening is no reason to stay
}
