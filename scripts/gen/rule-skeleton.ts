/** A new rule before anybody has written it: it compiles, and its tests fail until text, examples and check are there. */
import { dirname, join } from "node:path";
import { camelCase, type RuleFolder, ruleFolders } from "./rule-lists.ts";

export interface NewRule {
  readonly path: string;
  readonly text: string;
}

/**
 * `port-odd` is a rule about any product, `horaedb/server/port-odd` one of that product, in the room of its subject; a
 * product without rooms has `oms/port-odd`. Throws where it can be none of them.
 */
export function newRule(words: string): NewRule {
  const [name = "", ...path] = words.split("/").reverse();
  const [product, room, ...more] = path.reverse();
  const isPath = path.every((part) => /^[a-z]+(?:-[a-z]+)*$/.test(part));
  if (more.length > 0 || !isPath || !/^[a-z]+(?:-[a-z]+)+$/.test(name))
    throw new Error(
      `"${words}" is no name of a rule: write the fault in small letters and hyphens, such as port-clash or horaedb/server/port-clash`,
    );
  const wanted = product === undefined ? "src/rules" : join("src/products", product, "rules");
  const folder = ruleFolders().find((one) => one.folder === wanted);
  if (folder === undefined) throw new Error(`there is no folder ${wanted}`);
  if (room === undefined && folder.rooms.length > 0)
    throw new Error(`say in which room of ${wanted} it belongs: ${folder.rooms.join(", ")}`);
  if (room !== undefined && !folder.rooms.includes(room))
    throw new Error(`there is no folder ${join(wanted, room)}; make it first if the rule has a new subject`);
  return {
    path: join(folder.folder, room ?? "", `${name}.ts`),
    text: skeleton(name, folder, room === undefined ? "" : "../"),
  };
}

function skeleton(name: string, { type }: RuleFolder, up: string): string {
  const rule = up === "" ? type : join(up, type);
  const examples = rule.replace(/rule\.ts$/, "examples.ts");
  const diagnostics = join(dirname(rule), "../diagnostics");
  return `import { advice } from "${diagnostics}/help.ts";
import { say } from "${diagnostics}/message.ts";
import { site, threeHosts } from "${examples}";
import { defineRule } from "${rule}";

export const ${camelCase(name)} = defineRule({
  name: "${name}",
  // src/diagnostics/severity.ts says what each kind of fault means, and how severe it is.
  fault: "doubtful",
  summary: "",
  why: "",
  fix: "",
  examples: {
    invalid: [site(threeHosts)],
    valid: [site(threeHosts)],
    boundary: [{ title: "", ...site(threeHosts), fires: true }],
  },
  check(model, report) {
    for (const host of model.hosts) {
      // What could not be read is unknown, and rules skip the unknown.
      if (host.address === undefined) continue;
      report({ at: host.at, site: host.site, message: say\`\`, help: advice\`\` });
    }
  },
});
`;
}
