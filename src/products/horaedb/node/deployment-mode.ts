import type { Settings } from "../../../model/settings.ts";

/** Whether a node asks HoraeMeta. Without the table it stands alone, as in mode NoMeta; undefined if that is unknown. */
export function modeOf(settings: Settings): "NoMeta" | "WithMeta" | undefined {
  const mode = settings.text("cluster_deployment.mode")?.value;
  if (mode === "NoMeta") return "NoMeta";
  if (mode === "WithMeta") return "WithMeta";
  const { unread, tables } = settings;
  const isUnread = unread.has("cluster_deployment") || unread.has("cluster_deployment.mode");
  return isUnread || tables.has("cluster_deployment") ? undefined : "NoMeta";
}
