/**
 * HoraeMeta embeds etcd, and etcd decides whether members find each other. So what cfgc emits is handed to real etcd
 * processes here, the way HoraeMeta hands it to its own (apache/horaedb@v2.1.0:horaemeta/server/config/config.go,
 * GenEtcdConfig), after a TOML reader that is not ours has read it.
 */

import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse as parseToml } from "smol-toml";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { compile } from "../src/compile.ts";
import { say, writtenName } from "../src/diagnostics/message.ts";
import { lint } from "../src/lint.ts";
import { Settings } from "../src/model/settings.ts";
import { horaedb } from "../src/products/horaedb/product.ts";
import { catalogue } from "../src/schema/generated/catalogues/horaemeta.ts";
import { needing } from "./support/needing.ts";

const version = "2.1.0";
/** All of it takes 20 s on an idle machine; however it goes, nothing waits and no server lives longer than this. */
const limitSeconds = 75;
const deadline = Date.now() + limitSeconds * 1000;

const environment: NodeJS.ProcessEnv = {
  // No ETCD_* of the developer's: they would win over the files.
  PATH: process.env.PATH,
  ...(process.arch === "arm64" ? { ETCD_UNSUPPORTED_ARCH: "arm64" } : {}),
};
const noEtcd =
  spawnSync("timeout", ["10", "etcd", "--version"], { env: environment }).status === 0
    ? undefined
    : "etcd is not installed (Debian: etcd-server)";

describe("the emitted horaemeta.toml in real etcd", { timeout: 90_000 }, () => {
  beforeEach(needing(noEtcd));
  const servers = new Set<Server>();
  let folder = "";

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "cfgc-etcd-"));
  });

  afterAll(async () => {
    await Promise.all([...servers].map(kill));
    rmSync(folder, { recursive: true, force: true });
  });

  describe("three members", () => {
    const files: string[] = [];
    const members: Member[] = [];

    beforeAll(async () => {
      if (noEtcd !== undefined) return;
      files.push(...(await compileMembers(join(folder, "cluster"))));
      members.push(...files.map((text) => memberOf(text)));
      for (const member of members) servers.add(start(member));
      await until("every member has the same leader", async () => {
        const leaders = await Promise.all(members.map(leaderSeenBy));
        return leaders.every((leader) => leader !== undefined && leader === leaders[0]);
      });
    }, 90_000);

    it("form one cluster, with the names and URLs of the files", async () => {
      const lists = await Promise.all(members.map((member) => call(member, "cluster/member/list", {})));
      const written = members.map((member) => ({
        name: member.flags.name,
        peerURLs: [member.flags["initial-advertise-peer-urls"]],
        clientURLs: [member.flags["advertise-client-urls"]],
      }));
      for (const list of lists) {
        expect(list.header.cluster_id).toBe(lists[0]?.header.cluster_id);
        const seen = (list.members ?? []).map(({ name, peerURLs, clientURLs }) => ({
          name,
          peerURLs,
          clientURLs,
        }));
        expect(seen).toHaveLength(3);
        expect(seen).toEqual(expect.arrayContaining(written));
      }
    });

    it("keep what one of them was told", async () => {
      await put(members[0]!, "greeting", "hello");
      for (const member of members) expect(await valueAt(member, "greeting")).toBe("hello");
    });

    it("accept a write without the leader, refuse it without a quorum, and accept it again with one", {
      tags: ["long"],
    }, async () => {
      const ids = await Promise.all(members.map(async (one) => (await status(one)).header.member_id));
      const first = await leaderSeenBy(members[0]!);
      const leader = members[ids.indexOf(first ?? "")];
      const [second, last] = members.filter((member) => member !== leader);

      await kill(serverOf(leader!));
      await until("another leader", async () => ![first, undefined].includes(await leaderSeenBy(last!)));
      await until("a write", () => accepts(last!, "without", "one"));
      expect(await valueAt(second!, "without")).toBe("one");

      await kill(serverOf(second!));
      await expect(put(last!, "without", "two")).rejects.toThrow(/leader|timed out|timeout/i);
      expect(await valueAt(last!, "without", { serializable: true })).toBe("one");

      // Its data directory makes a member of it, and `new` in its file does no harm.
      servers.add(start(second!));
      await until("a quorum", () => accepts(last!, "without", "fear"));
      expect(await valueAt(second!, "without")).toBe("fear");
    });
  });

  describe("what meta-identity-mismatch reports, etcd refuses", () => {
    const broken: Record<string, { change: (text: string) => string; says: RegExp }> = {
      "a node-name that is not in initial-cluster": {
        change: (text) => withKey(text, "node-name", "meta9"),
        says: /couldn't find local name \\"meta9\\" in the initial cluster/,
      },
      "another URL for itself": {
        change: (text) =>
          withPairs(text, ([own = "", ...others]) => [own.replace("127.0.0.1", "127.0.0.9"), ...others]),
        says: /--initial-cluster has .* but missing from --initial-advertise-peer-urls/,
      },
      "a blank before its name": {
        change: (text) => withPairs(text, ([own = "", ...others]) => [` ${own}`, ...others]),
        says: /couldn't find local name \\"meta0\\" in the initial cluster/,
      },
      "one URL under two names": {
        change: (text) =>
          withPairs(text, ([own = "", second]) => [own, second ?? "", own.replace("meta0=", "meta2=")]),
        says: /has duplicate url/,
      },
    };

    it.each(Object.entries(broken))("%s", async (title, { change, says }) => {
      const [text = ""] = await compileMembers(join(folder, title.replaceAll(/\W+/g, "-")));
      expect(findingsIn(text)).toEqual([]);
      const changed = change(text);
      expect(findingsIn(changed)).toEqual(["meta-identity-mismatch"]);
      const server = start(memberOf(changed));
      servers.add(server);
      await until("etcd to end", async () => !isRunning(server));
      expect(server.output()).toMatch(says);
      expect(server.child.exitCode).not.toBe(0);
    });
  });

  function serverOf(member: Member): Server {
    const server = [...servers].find((one) => one.member === member && isRunning(one));
    if (server === undefined) throw new Error(`${member.flags.name} does not run`);
    return server;
  }
});

/** The texts of the three horaemeta.toml of a cluster whose directories are in `folder`. */
async function compileMembers(folder: string): Promise<string[]> {
  const ports = await freePorts(9);
  const members = [0, 1, 2].map((index) => {
    const [client, peer, http] = ports.slice(index * 3);
    return `      - { name: meta${index}, host: local, data_dir: ${folder}/meta${index}, ports: { client: ${client}, peer: ${peer}, http: ${http} } }`;
  });
  const text = `cfgc: 1
name: loopback
environment: development
hosts: { local: { address: 127.0.0.1 } }
horaedb:
  version: ${version}
  meta:
    members:
${members.join("\n")}
  nodes: { members: [ { host: local } ] }
`;
  const { bundle, diagnostics } = compile([{ path: "cluster.yaml", text }], { products: [horaedb] });
  const files = bundle?.files.filter(({ path }) => path.endsWith("/horaemeta.toml")) ?? [];
  expect(files, diagnostics.map(({ message }) => message).join("\n")).toHaveLength(3);
  return files.map(({ content }) => content);
}

interface Member {
  readonly flags: Readonly<Record<(typeof flagNames)[keyof typeof flagNames] | "wal-dir", string>>;
}

/** The keys that HoraeMeta passes on, with etcd's names for them. */
const flagNames = {
  "node-name": "name",
  "data-dir": "data-dir",
  "initial-cluster": "initial-cluster",
  "initial-cluster-state": "initial-cluster-state",
  "initial-cluster-token": "initial-cluster-token",
  "client-urls": "listen-client-urls",
  "peer-urls": "listen-peer-urls",
  "advertise-client-urls": "advertise-client-urls",
  "advertise-peer-urls": "initial-advertise-peer-urls",
  "tick-interval-ms": "heartbeat-interval",
  "election-timeout-ms": "election-timeout",
  "quota-backend-bytes": "quota-backend-bytes",
  "auto-compaction-mode": "auto-compaction-mode",
  "auto-compaction-retention": "auto-compaction-retention",
  "max-request-bytes": "max-request-bytes",
  "etcd-max-txn-ops": "max-txn-ops",
} as const;

/** What HoraeMeta makes of its file; keys that are not there have its defaults, not etcd's. */
function memberOf(text: string): Member {
  const file = settingsOf(text);
  const defaults = new Settings(catalogue, writtenName(version), new Map());
  const flags = Object.entries(flagNames).map(([key, flag]) => {
    const value = file[key] ?? defaults.get(key)?.value;
    if (value === undefined) throw new Error(`neither the file nor HoraeMeta's defaults give ${key}`);
    return [flag, String(value)] as const;
  });
  const member = Object.fromEntries(flags) as Member["flags"];
  for (const key of ["client-urls", "peer-urls"]) expect(file[key]).toMatch(/^http:\/\/0\.0\.0\.0:\d+$/);
  return {
    flags: {
      ...member,
      "data-dir": `${member["data-dir"]}/etcd`,
      "wal-dir": `${member["data-dir"]}/wal`,
      // The only thing that is not as in the file: a test opens no port to the network.
      "listen-client-urls": member["listen-client-urls"].replace("0.0.0.0", "127.0.0.1"),
      "listen-peer-urls": member["listen-peer-urls"].replace("0.0.0.0", "127.0.0.1"),
    },
  };
}

function settingsOf(text: string): Readonly<Record<string, unknown>> {
  return parseToml(text);
}

function withKey(text: string, key: string, value: string): string {
  const line = new RegExp(`^${key} = .*$`, "m");
  expect(text).toMatch(line);
  return text.replace(line, () => `${key} = ${JSON.stringify(value)}`);
}

/** The pairs of initial-cluster changed; meta0's stands first. */
function withPairs(text: string, change: (pairs: string[]) => string[]): string {
  const pairs = String(settingsOf(text)["initial-cluster"]).split(",");
  return withKey(text, "initial-cluster", change(pairs).join(","));
}

function findingsIn(text: string): string[] {
  const source = { path: "horaemeta.toml", text };
  const { diagnostics } = lint([{ source, kind: say`horaemeta`, version }], [horaedb]);
  // The members of this test live in a temporary directory and have a node with a log of its own, which is right for it.
  const expected = ["meta-path-not-lasting", "static-topology-loses-shards"];
  return [...new Set(diagnostics.map(({ code }) => code.name))].filter((name) => !expected.includes(name));
}

interface Server {
  readonly member: Member;
  readonly child: ChildProcess;
  readonly output: () => string;
}

function start(member: Member): Server {
  const flags = Object.entries(member.flags).map(([flag, value]) => `--${flag}=${value}`);
  const words = ["--signal=KILL", String(limitSeconds), "etcd", ...flags, "--logger=zap"];
  // A process group of its own, so that timeout and etcd go together.
  const child = spawn("timeout", words, {
    detached: true,
    env: environment,
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (text: string) => {
      output += text;
    });
  }
  return { member, child, output: () => output };
}

function isRunning({ child }: Server): boolean {
  return child.pid !== undefined && child.exitCode === null && child.signalCode === null;
}

async function kill(server: Server): Promise<void> {
  if (!isRunning(server)) return;
  const { child } = server;
  const ended = new Promise((resolve) => child.once("close", resolve));
  process.kill(-child.pid!, "SIGKILL");
  await ended;
}

/** An answer of etcd's JSON gateway, as far as this test reads it; 64-bit numbers are texts. */
interface Answer {
  readonly header: { readonly cluster_id: string; readonly member_id: string };
  readonly leader?: string;
  readonly members?: readonly { name: string; peerURLs: string[]; clientURLs: string[] }[];
  readonly kvs?: readonly { value: string }[];
}

async function call(member: Member, path: string, body: object): Promise<Answer> {
  const response = await fetch(`${member.flags["advertise-client-urls"]}/v3/${path}`, {
    method: "POST",
    body: JSON.stringify(body),
    // Without a leader etcd itself gives up after 5 s and two election timeouts.
    signal: AbortSignal.timeout(15_000),
  });
  if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
  return (await response.json()) as Answer;
}

function status(member: Member): Promise<Answer> {
  return call(member, "maintenance/status", {});
}

async function leaderSeenBy(member: Member): Promise<string | undefined> {
  try {
    const { leader = "0" } = await status(member);
    return leader === "0" ? undefined : leader;
  } catch {
    return undefined;
  }
}

async function put(member: Member, key: string, value: string): Promise<void> {
  await call(member, "kv/put", { key: base64(key), value: base64(value) });
}

async function accepts(member: Member, key: string, value: string): Promise<boolean> {
  return put(member, key, value).then(
    () => true,
    () => false,
  );
}

/** A serializable read asks nobody else. */
async function valueAt(member: Member, key: string, options: { serializable?: true } = {}) {
  const { kvs } = await call(member, "kv/range", { key: base64(key), ...options });
  return kvs?.[0] && Buffer.from(kvs[0].value, "base64").toString();
}

function base64(text: string): string {
  return Buffer.from(text).toString("base64");
}

async function until(what: string, isSo: () => Promise<boolean>): Promise<void> {
  while (!(await isSo())) {
    if (Date.now() > deadline) throw new Error(`waited in vain: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

/**
 * Ports below those that the system hands out by itself: there, an outgoing connection could take one before etcd
 * does, or a member that calls another too early could connect to itself.
 */
async function freePorts(count: number): Promise<number[]> {
  const ports = new Set<number>();
  for (let attempt = 0; ports.size < count; attempt += 1) {
    if (attempt > 1000) throw new Error("found no free ports");
    const port = 20_000 + Math.floor(Math.random() * 10_000);
    if (await isFree(port)) ports.add(port);
  }
  return [...ports];
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", () => resolve(false));
    server.listen(port, "127.0.0.1", () => server.close(() => resolve(true)));
  });
}
