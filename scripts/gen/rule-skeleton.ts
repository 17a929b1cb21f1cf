/** A new rule before anybody has written it: it compiles, and its tests fail until text, examples and check are there. */
import { join } from "node:path";
import { camelCase, type RuleFolder, ruleFolders } from "./rule-lists.ts";

export interface NewRule {
  readonly path: string;
  readonly text: string;
}

/** `port-odd` is a rule about any product, `horaedb/port-odd` one of that product. Throws where it can be neither. */
export function newRule(words: string): NewRule {
  const [name = "", product, ...more] = words.split("/").reverse();
  const isProduct = product === undefined || /^\w+$/.test(product);
  if (more.length > 0 || !isProduct || !/^[a-z]+(?:-[a-z]+)+$/.test(name))
    throw new Error(
      `"${words}" is no name of a rule: write the fault in small letters and hyphens, such as port-clash or horaedb/port-clash`,
    );
  const wanted = product === undefined ? "src/rules" : join("src/products", product, "rules");
  const folder = ruleFolders().find((one) => one.folder === wanted);
  if (folder === undefined) throw new Error(`there is no folder ${wanted}`);
  return { path: join(folder.folder, `${name}.ts`), text: skeleton(name, folder) };
}

function skeleton(name: string, { type }: RuleFolder): string {
  const examples = type.replace(/rule\.ts$/, "examples.ts");
  const diagnostics = type === "./rule.ts" ? "../diagnostics" : "../../../diagnostics";
  return `import { advice } from "${diagnostics}/help.ts";
import { say } from "${diagnostics}/message.ts";
import { site, threeHosts } from "${examples}";
import { defineRule } from "${type}";

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
