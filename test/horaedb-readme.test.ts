/** What the README of a HoraeDB bundle says beside what goes where. */
import { describe, expect, it } from "vitest";
import { compileText } from "./support/run.ts";

const remote =
  "  wal: { type: Kafka, brokers: [ 10.9.0.1:9092 ] }\n  object_store: { type: Aliyun, endpoint: https://oss.example.net, bucket: b, prefix: p, key_id: { from_env: A }, key_secret: { from_env: B } }\n";

function readmeOf(version: string, members: string, rest = remote, ports = "", binary = ""): string {
  const { bundle, diagnostics } = compileText(`cfgc: 1
name: s
environment: development
hosts: { "db[1-3]": { address: "10.1.1.[1-3]" } }
horaedb:
  version: ${version}
  meta: { members: [ ${members} ] }
  nodes: { members: [ { host: db1, ports: { ${ports} } }, { host: db2 } ]${binary && `, binary: ${binary}`} }
${rest}`);
  if (bundle === undefined) throw new Error(diagnostics.map((one) => one.message).join("\n"));
  return bundle.files.find((file) => file.path === "README.md")?.content ?? "";
}

const all = '{ host: "db[1-3]" }';

describe("a member that joins", () => {
  const third =
    '{ host: "db[1-2]", ports: { http: 9090 } }, { host: db3, ports: { http: 9090 }, joining: true }';

  it("is told to HoraeMeta's own API, which needs no other tool", () => {
    for (const version of ["1.2.6", "2.0.0"]) {
      const text = readmeOf(version, third);
      expect(text).toContain(
        `curl -X PUT http://10.1.1.1:9090/api/v1/etcd/member -d '{"memberAddrs":["http://10.1.1.3:2380"]}'`,
      );
      expect(text).not.toContain("etcdctl");
    }
  });

  it("is told to etcd where HoraeMeta does not take it", () => {
    expect(readmeOf("1.2.5", third)).toContain(
      "etcdctl --endpoints=http://10.1.1.1:2379,http://10.1.1.2:2379 member add db3 --peer-urls=http://10.1.1.3:2380",
    );
  });
});

describe("secrets of nodes", () => {
  it("are shown by the HTTP API, on every port that it has", () => {
    expect(readmeOf("2.0.0", all)).toContain(
      "`GET /debug/config` on its HTTP port (5440) returns it to everyone",
    );
    expect(readmeOf("2.0.0", all, remote, "http: 15440")).toContain("on its HTTP port (5440, 15440)");
  });

  it("are printed at the start by 1.0.0, which has no such request", () => {
    const text = readmeOf("1.0.0", all);
    expect(text).toContain("so that it is in the journal. Keep the journal as safe as the file.");
    expect(text).not.toContain("/debug/config");
  });

  it("are no matter where there are none", () => {
    expect(readmeOf("2.0.0", all, "")).not.toContain("Who sees the secrets");
  });
});

describe("what has to be on the hosts before anything starts", () => {
  it("is each program, at the path of the start scripts", () => {
    const text = readmeOf("2.0.0", all);
    expect(text).toContain("| HoraeMeta 2.0.0 | `/usr/bin/horaemeta-server` | db1, db2, db3 |");
    expect(text).toContain("| HoraeDB 2.0.0 | `/usr/bin/horaedb-server` | db1, db2 |");
    expect(text).toContain("While none is there, systemd tries again for ever.");
  });

  it("is the build that the cluster needs, where `binary` says", () => {
    const text = readmeOf(
      "2.0.0",
      all,
      `${remote}  build_features: [ tokio_unstable ]\n`,
      "",
      "/opt/horaedb",
    );
    expect(text).toContain("| HoraeDB 2.0.0, built with tokio_unstable | `/opt/horaedb` | db1, db2 |");
  });

  it("is the folder of the host alone, since files may hold secrets", () => {
    expect(readmeOf("2.0.0", all)).toContain(
      "Bring `hosts/<host>` of this bundle to its host, to the same path below a folder there, and to no other host",
    );
  });
});
