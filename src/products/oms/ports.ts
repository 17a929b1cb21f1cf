/** The ports that a container of OMS opens; with --net host they are ports of the machine. */
import { type Sayable, say } from "../../diagnostics/message.ts";
import type { Listener } from "../../model/model.ts";
import type { Settings } from "../../model/settings.ts";
import { entriesOf } from "../../schema/catalogue.ts";
import { stateAt } from "../../schema/key-state.ts";
import { compareVersions } from "../../schema/versions.ts";

interface FixedPort {
  /** The key that changes it, in releases that have one. */
  readonly key: string | undefined;
  readonly port: number;
  readonly purpose: Sayable;
  readonly since?: Sayable;
}

// oceanbase/oms-doc@V4.2.2:zh-CN/400.deployment-guide/200.system-requirements.md and the tables of config.yaml.
const fixed: readonly FixedPort[] = [
  { key: "cm_server_port", port: 8088, purpose: say`cluster manager port` },
  { key: "nginx_server_port", port: 8089, purpose: say`console port` },
  { key: "ghana_server_port", port: 8090, purpose: say`GHANA port`, since: say`3.3.1` },
  { key: "supervisor_server_port", port: 9000, purpose: say`supervisor port` },
  { key: undefined, port: 9001, purpose: say`host agent port` },
  { key: undefined, port: 8084, purpose: say`supervisorctl web page` },
  { key: "sshd_server_port", port: 2023, purpose: say`sshd port` },
];

const random: readonly (readonly [first: number, last: number])[] = [
  [7100, 7499],
  [16_000, 16_499],
  [17_000, 17_499],
  [18_000, 18_499],
];

export function listenersOf(settings: Settings): Listener[] {
  const all = fixed.flatMap(({ since, ...port }) =>
    since !== undefined && compareVersions(settings.version, since) < 0 ? [] : listener(settings, port),
  );
  const ranges = random.map(
    ([port, lastPort]): Listener => ({
      port,
      lastPort,
      bind: say`0.0.0.0`,
      purpose: say`internal components`,
      origin: { kind: "default", of: "the ports of internal components" },
    }),
  );
  return [...all, ...ranges];
}

function listener(settings: Settings, { key, port, purpose }: FixedPort): Listener[] {
  const byDefault = {
    port,
    bind: say`0.0.0.0`,
    asRoot: true,
    purpose,
    origin: { kind: "default", of: purpose },
  } as const;
  if (key === undefined || !hasKey(settings, key)) return [byDefault];
  const set = settings.integer(key);
  return set === undefined
    ? []
    : [{ port: set.value, bind: say`0.0.0.0`, asRoot: true, purpose, origin: set.origin }];
}

function hasKey({ catalogue, version }: Settings, key: string): boolean {
  return entriesOf(catalogue, key).some((entry) => stateAt(entry, version) !== undefined);
}

/** The port of a component, set or by default; undefined if what is set could not be read. */
export function portOf(settings: Settings, key: "cm_server_port" | "nginx_server_port"): number | undefined {
  const port = fixed.find((one) => one.key === key);
  return port && listener(settings, port)[0]?.port;
}
