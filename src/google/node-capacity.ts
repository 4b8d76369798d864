/**
 * How the machines of a pool are bought.
 */
export class NodeCapacity {
  /** At the list price, as long as the zone has machines. */
  public static readonly ON_DEMAND = new NodeCapacity("ON_DEMAND");

  /** Cheap, and taken back at thirty seconds' notice. Refused in production: an endpoint must not vanish. */
  public static readonly SPOT = new NodeCapacity("SPOT");

  /**
   * Flex-start: Google gives the machines once it has them, and takes them back after at most seven days. For scarce GPUs
   * and endpoints that another pool backs.
   *
   * @see https://cloud.google.com/kubernetes-engine/docs/concepts/dws
   */
  public static readonly FLEX_START = new NodeCapacity("FLEX_START");

  /**
   * A reservation: machines set aside in one zone, used by nobody else.
   *
   * @param reservationName name of the reservation, as in `vision-h100`; `projects/<project>/reservations/<name>` where
   * another project shares it
   */
  public static reservation(reservationName: string): NodeCapacity {
    return new NodeCapacity("RESERVATION", reservationName);
  }

  private constructor(
    /** Kind of capacity. */
    public readonly type: string,

    /** Reservation that the machines come from; undefined unless it is one. */
    public readonly reservationName?: string,
  ) {}

  /** Whether the machines come from a reservation. */
  public get isReserved(): boolean {
    return this.reservationName !== undefined;
  }
}
