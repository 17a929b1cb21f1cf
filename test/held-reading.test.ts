import { describe, expect, it } from "vitest";
import { DiagnosticBag } from "../src/diagnostics/bag.ts";
import type { Name } from "../src/diagnostics/message.ts";
import { say } from "../src/diagnostics/message.ts";
import { held } from "../src/model/held-reading.ts";
import { horaedbServer } from "../src/products/horaedb/horaedb-server.ts";
import { checkKeys } from "../src/schema/keys/check-keys.ts";
import { placeOf } from "../src/schema/value.ts";

function reading(text: string, version: Name = say`2.1.0`) {
  const { catalogue, isValid, parse } = horaedbServer;
  const bag = new DiagnosticBag("file");
  const file = { path: "horaedb.toml", text };
  const tree = parse(file, bag, version);
  if (tree === undefined) throw new Error("there is a tree of any TOML");
  const check = { catalogue, version, program: say`HoraeDB`, setIn: "file", bag, isValid } as const;
  const found = checkKeys(tree, check);
  return { file, found, codes: bag.all().map(({ code }) => code.name) };
}

const text = `[server]
http_port = 5440
bind_addr = "0.0.0.0"
[cluster_deployment.etcd_client]
server_addrs = ["10.1.1.1:2379", "10.1.1.2:2379"]
[analytic]
nobodys_key = 1
`;

describe("what is held of a file", () => {
  it("is what was read, with every place of it", () => {
    const { file, found } = reading(text);
    const kept = held(file, found);
    expect([...kept.settings.keys()]).toEqual([...found.settings.keys()]);
    expect(kept.settings.size).toBe(3);
    for (const [key, { value, origin, parts }] of found.settings) {
      const one = kept.settings.get(key);
      expect(one?.value).toBe(value);
      expect(one && placeOf(one.origin)).toEqual(placeOf(origin));
      expect(one?.origin.kind === "source" && one.origin.keyAt).toEqual(
        origin.kind === "source" && origin.keyAt,
      );
      expect([...(one?.parts ?? [])]).toEqual([...(parts ?? [])]);
    }
    expect([...kept.tables]).toEqual([...found.tables]);
    expect([...kept.ignored]).toEqual(["analytic.nobodys_key"]);
    expect(kept.settings.get("server.grpc_port")).toBeUndefined();
    expect(kept.settings.has("server.http_port")).toBe(true);
  });

  it("points into its own file, where another one has the same keys", () => {
    const [one, other] = [text, `# a comment\n${text}`].map((each) => reading(each));
    const [first, second] = [one, other].map((each) => each && held(each.file, each.found));
    const placeIn = (kept: typeof first) => {
      const origin = kept?.settings.get("server.http_port")?.origin;
      const at = origin && placeOf(origin);
      return at?.file.text.slice(at.start, at.end);
    };
    expect([placeIn(first), placeIn(second)]).toEqual(["5440", "5440"]);
    expect(second?.tables.get("server")?.start).toBe(12);
  });
});

describe("a value that another file holds as well", () => {
  const lag = (value: string) => `[analytic]\nmin_flush_interval = ${value}\n`;

  it("is looked at where it is refused", () => {
    const codes = ['"1m"', '"1m"', "1", '"1m"', "1"].map((value) => reading(lag(value)).codes);
    expect(codes).toEqual([[], [], ["wrong-type"], [], ["wrong-type"]]);
  });

  it("is looked at again for another release", () => {
    const text = '[analytic.wal]\ntype = "Local"\ndata_dir = "/var/lib/horaedb"\n';
    expect(reading(text).codes).toEqual([]);
    expect(reading(text, say`2.0.0`).codes).not.toEqual([]);
    expect(reading(text).codes).toEqual([]);
  });
});
