/**
 * A bundler plugin for commander. To import `node:process` asks for every property of the process, its standard input
 * among them, though it is there anyway; and other programs are started only for commands in files of their own, of
 * which cfgc has none. Both took longer than to parse the command line.
 */
export function lateBuiltins() {
  const instead = {
    "const process = require('node:process');": "",
    "const childProcess = require('node:child_process');":
      'const childProcess = { spawn: (...words) => process.getBuiltinModule("node:child_process").spawn(...words) };',
  };
  return {
    name: "late-builtins",
    transform: {
      filter: { id: /[\\/]node_modules[\\/]commander[\\/]lib[\\/]command\.js$/ },
      handler(code) {
        let text = code;
        for (const [line, other] of Object.entries(instead)) {
          if (!text.includes(line)) this.error(`commander no longer has the line ${line}`);
          text = text.replace(line, () => other);
        }
        return { code: text, map: null };
      },
    },
  };
}
