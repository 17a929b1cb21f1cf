// What of other projects stands in dist/: their licence texts and a bill of materials, made from what the bundler took.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** @typedef {{ name: string, version: string, license: string, text: string }} Bundled */

/**
 * The packages that modules come from, by name. One without a licence text must not be handed on, so that is an error.
 * @param {readonly string[]} moduleIds
 * @returns {Bundled[]}
 */
export function bundledPackages(moduleIds) {
  const roots = moduleIds.flatMap(
    (id) => /^\0?(.*[\\/]node_modules[\\/](?:@[^\\/]+[\\/])?[^\\/]+)[\\/]/.exec(id)?.[1] ?? [],
  );
  return [...new Set(roots)]
    .map((root) => {
      const { name, version, license } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
      const file = readdirSync(root).find((one) => /^licen[cs]e(?:\.|$)/i.test(one));
      if (file === undefined) throw new Error(`${name} is bundled and has no licence text`);
      return { name, version, license, text: readFileSync(join(root, file), "utf8").trim() };
    })
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** @param {readonly Bundled[]} packages */
export function licenceTexts(packages) {
  const parts = packages.map(
    ({ name, version, license, text }) => `${name} ${version} (${license})\n\n${text}\n`,
  );
  return `cfgc contains parts of these packages.\n\n${parts.join(`\n${"-".repeat(80)}\n\n`)}`;
}

/**
 * CycloneDX 1.6 (cyclonedx.org), without a time or a serial number: the same sources give the same bytes.
 * @param {readonly Bundled[]} packages
 * @param {{ name: string, version: string, license: string }} own
 */
export function billOfMaterials(packages, own) {
  /** @param {{ name: string, version: string, license: string }} one */
  const component = ({ name, version, license }, type = "library") => {
    const purl = `pkg:npm/${name.replace("@", "%40")}@${version}`;
    return { type, "bom-ref": purl, name, version, purl, licenses: [{ expression: license }] };
  };
  const bill = {
    bomFormat: "CycloneDX",
    specVersion: "1.6",
    version: 1,
    metadata: { component: component(own, "application") },
    components: packages.map((one) => component(one)),
  };
  return `${JSON.stringify(bill, undefined, 2)}\n`;
}
