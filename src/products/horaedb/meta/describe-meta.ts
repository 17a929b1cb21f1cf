/** What a HoraeMeta process does to its surroundings, read off its settings. */
import { type Message, type Sayable, say } from "../../../diagnostics/message.ts";
import { parseHostPort, splitUrls } from "../../../model/addresses.ts";
import type { Advertised, Claims, Listener } from "../../../model/model.ts";
import type { Settings } from "../../../model/settings.ts";
import { keyAt } from "../key-names.ts";
import { parseInitialCluster } from "./initial-cluster.ts";

export function describeMeta(settings: Settings): Claims {
  const listeners = isEmbedded(settings)
    ? [
        ...urlListeners(settings, "client-urls", say`client port`),
        ...urlListeners(settings, "peer-urls", say`peer port`),
      ]
    : isExternal(settings)
      ? portListener(settings, say`grpc-port`, say`gRPC port`)
      : [];
  // A member alone tells nobody: HoraeDB goes by meta_addr, not by what a member says of itself. Whether it is alone
  // is unknown if the list cannot be read.
  const advertised =
    isEmbedded(settings) && !mayBeAlone(settings)
      ? [
          ...advertisedUrls(settings, say`advertise-client-urls`),
          ...advertisedUrls(settings, say`advertise-peer-urls`),
        ]
      : [];
  const dataDir = settings.text("data-dir");
  return {
    listeners: [...listeners, ...portListener(settings, say`http-port`, say`HTTP port`)],
    directories: dataDir ? [{ path: dataDir.value, purpose: say`data-dir`, origin: dataDir.origin }] : [],
    advertised,
    memory: [],
  };
}

/** Before enable-embed-etcd existed (1.2.7) there was only the embedded etcd. Not if the key cannot be read. */
export function isEmbedded(settings: Settings): boolean {
  const key = "enable-embed-etcd";
  return settings.boolean(key)?.value ?? !settings.unread.has(key);
}

/** Whether the member is the only one, or nobody can read who the others are. */
export function mayBeAlone(settings: Settings): boolean {
  const members = settings.text("initial-cluster");
  if (members === undefined) return true;
  const named = parseInitialCluster(members.value);
  return named.length > 0 && named.every(({ name }) => name === named[0]?.name);
}

function isExternal(settings: Settings): boolean {
  return settings.boolean("enable-embed-etcd")?.value === false;
}

function urlListeners(settings: Settings, key: string, purpose: Sayable): Listener[] {
  const urls = settings.text(key);
  if (urls === undefined) return [];
  return splitUrls(urls.value).flatMap((url) => {
    // A socket is a file, and what looks like a port belongs to its name.
    const at = /^unixs?:/i.test(url) ? undefined : parseHostPort(url);
    return at ? [{ port: at.port, bind: at.host, purpose, origin: urls.origin }] : [];
  });
}

/** HTTP and the stand-alone gRPC server listen on all interfaces (horaemeta/server/service/http and server.go). */
function portListener(settings: Settings, key: Message, purpose: Message): Listener[] {
  const port = settings.integer(keyAt(settings, key) ?? key);
  return port ? [{ port: port.value, bind: say`0.0.0.0`, purpose, origin: port.origin }] : [];
}

function advertisedUrls(settings: Settings, key: Message): Advertised[] {
  const urls = settings.text(key);
  // The default only says that nobody wrote the key, which `meta-defaults-left` reports.
  if (urls === undefined || urls.origin.kind === "default") return [];
  return splitUrls(urls.value).flatMap((url) => {
    const at = parseHostPort(url);
    return at ? [{ address: at.host, purpose: key, origin: urls.origin }] : [];
  });
}
