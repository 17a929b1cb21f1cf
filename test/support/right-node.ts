/** A HoraeDB file without a finding, to plant something into: three lines, which end in a table. */
export const rightNode =
  '[analytic]\nwal = { type = "Local", data_dir = "/data/wal" }\nstorage.object_store = { type = "Local", data_dir = "/var/lib/store" }\n';
