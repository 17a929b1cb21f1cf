/** Growth renames nothing: a host or an instance more leaves the others as they are. */
import fc from "fast-check";
import { expect, it } from "vitest";
import type { Instance } from "../src/model/model.ts";
import { compileText } from "./support/run.ts";

interface Entry {
  readonly host: number;
  readonly grpc: number | undefined;
}

const entry: fc.Arbitrary<Entry> = fc.record({
  host: fc.integer({ min: 1, max: 9 }),
  grpc: fc.option(fc.integer({ min: 20_000, max: 20_005 }), { nil: undefined }),
});

function cluster(entries: readonly Entry[]): string {
  const members = entries.map(({ host, grpc }) =>
    grpc === undefined
      ? `{ host: h${host} }`
      : `{ host: h${host}, ports: { grpc: ${grpc}, http: ${grpc + 100}, mysql: ${grpc + 200}, postgresql: ${grpc + 300} } }`,
  );
  return `cfgc: 1
name: growth
hosts: { "h[1-9]": { address: "10.1.1.[1-9]" } }
horaedb:
  version: 2.1.0
  meta: { members: [ { host: "h[1-3]" } ] }
  nodes: { members: [ ${members.join(", ")} ] }
`;
}

/** Who the instance is, where it keeps its data, what it listens on. */
function identityOf({ program, name, hostName, claims, settings }: Instance): unknown {
  return {
    program,
    name: name.value,
    host: hostName?.value,
    ports: claims.listeners.map((listener) => listener.port),
    directories: claims.directories.map((directory) => directory.path),
    database: settings.text("cluster_deployment.meta_client.cluster_name")?.value,
  };
}

it("adding an instance changes no other instance's identity, directory, port or database", () => {
  const distinct = fc.uniqueArray(entry, {
    minLength: 2,
    maxLength: 12,
    selector: ({ host, grpc }) => `${host}:${grpc}`,
  });
  fc.assert(
    fc.property(distinct, fc.nat(), (entries, pick) => {
      const added = pick % entries.length;
      const before = compileText(cluster(entries.filter((_, index) => index !== added))).model.instances;
      const after = compileText(cluster(entries)).model.instances;
      for (const instance of before) expect(after.map(identityOf)).toContainEqual(identityOf(instance));
      expect(after).toHaveLength(before.length + 1);
      expect(new Set(after.map((one) => `${one.program} ${one.name.value}`)).size).toBe(after.length);
    }),
    { numRuns: 100 },
  );
});
