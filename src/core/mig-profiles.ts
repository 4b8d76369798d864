/** A hardware partition of one GPU (Multi-Instance GPU): its own memory and its own faults. */
export interface MigProfile {
  /** Name of the profile, as in `1g.10gb`: compute slices and memory. */
  readonly name: string;

  /** How many instances of the profile one GPU holds. */
  readonly maxInstances: number;
}

/**
 * The profiles by GPU model, without the media-extension variants.
 *
 * @see https://docs.nvidia.com/datacenter/tesla/mig-user-guide/supported-mig-profiles.html
 */
export const MIG_PROFILES: Record<string, MigProfile[]> = {
  "nvidia-a100-40gb": profiles("1g.5gb:7", "1g.10gb:4", "2g.10gb:3", "3g.20gb:2", "4g.20gb:1", "7g.40gb:1"),
  "nvidia-a100-80gb": profiles("1g.10gb:7", "1g.20gb:4", "2g.20gb:3", "3g.40gb:2", "4g.40gb:1", "7g.80gb:1"),
  "nvidia-h100": profiles("1g.10gb:7", "1g.20gb:4", "2g.20gb:3", "3g.40gb:2", "4g.40gb:1", "7g.80gb:1"),
  "nvidia-h200": profiles("1g.18gb:7", "1g.35gb:4", "2g.35gb:3", "3g.71gb:2", "4g.71gb:1", "7g.141gb:1"),
  "nvidia-b200": profiles("1g.23gb:7", "1g.45gb:4", "2g.45gb:3", "3g.90gb:2", "4g.90gb:1", "7g.180gb:1"),
};

function profiles(...shorthand: string[]): MigProfile[] {
  return shorthand.map((entry) => {
    const [name = "", maxInstances] = entry.split(":");
    return { name, maxInstances: Number(maxInstances) };
  });
}
