// Stands in for @vscode/native-watchdog, whose native part would have to be compiled. It ends an extension host whose server has
// died; the harness ends the whole process group instead.
exports.start = () => {};
