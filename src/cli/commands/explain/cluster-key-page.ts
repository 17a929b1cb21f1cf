import { clusterKeyFacts } from "../../../editor/reference/cluster-key-facts.ts";
import { exampleOf } from "../../../editor/reference/example-of.ts";
import { type DocumentKey, documentKeys } from "../../../schema/documents/document-keys.ts";
import { clusterSchema } from "../../cluster-schema.ts";
import { asked } from "./asked.ts";
import { factPage } from "./fact-page.ts";

/** What the keys of cluster.yaml are asked for with, as `cluster:wal.type`. */
const document = "cluster";

export async function clusterKeys(): Promise<readonly DocumentKey[]> {
  return documentKeys(await clusterSchema());
}

/** Pages of keys of cluster.yaml, and whether `what` is the whole path of one. */
export interface ClusterKeyPages {
  readonly pages: readonly string[];
  readonly exact: boolean;
}

/** `[cluster:]KEY`, or its last segments; numbers in brackets and names that stand for `<name>` are taken as well. */
export function clusterKeyPages(what: string, keys: readonly DocumentKey[]): ClusterKeyPages {
  const { program, name } = asked(what);
  if (program !== undefined && program !== document) return { pages: [], exact: false };
  const segments = segmentsOf(name);
  const found = keys.filter(({ key }) => endsWith(segmentsOf(key), segments));
  const exact = found.filter(({ key }) => segmentsOf(key).length === segments.length);
  const shown = exact.length > 0 ? exact : found;
  return { pages: shown.map((key) => clusterKeyPage(key, keys)), exact: exact.length > 0 };
}

function segmentsOf(key: string): string[] {
  return key.replaceAll(/\[[^[\]]*\]/g, "").split(".");
}

function endsWith(segments: readonly string[], wanted: readonly string[]): boolean {
  const last = segments.slice(-wanted.length);
  return (
    last.length === wanted.length &&
    last.every((segment, index) => segment === wanted[index] || (index > 0 && /^<.*>$/.test(segment)))
  );
}

function clusterKeyPage(key: DocumentKey, all: readonly DocumentKey[]): string {
  return factPage({
    title: `cluster.yaml: \`${key.key}\``,
    description: key.description,
    facts: clusterKeyFacts(key, all),
    example: exampleOf(key),
  });
}
