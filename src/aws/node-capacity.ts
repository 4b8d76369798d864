/**
 * How the machines of a pool are bought.
 */
export class NodeCapacity {
  /** Always to be had, at the list price, as long as the zone has machines. */
  public static readonly ON_DEMAND = new NodeCapacity("ON_DEMAND");

  /** Cheap, and taken back at two minutes' notice. Refused in production: an endpoint must not vanish. */
  public static readonly SPOT = new NodeCapacity("SPOT");

  /**
   * A capacity block: GPUs reserved for a span of days, in one zone.
   *
   * @param reservationId id of the block's capacity reservation, as in `cr-0123456789abcdef0`
   */
  public static capacityBlock(reservationId: string): NodeCapacity {
    return new NodeCapacity("CAPACITY_BLOCK", reservationId);
  }

  private constructor(
    /** Type of capacity, as the EKS API spells it. */
    public readonly type: string,

    /** Reservation that the machines come from; undefined unless it is a capacity block. */
    public readonly reservationId?: string,
  ) {}

  /** Whether the machines come from a capacity block. */
  public get isReserved(): boolean {
    return this.reservationId !== undefined;
  }
}
