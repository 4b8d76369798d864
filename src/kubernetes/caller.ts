/** Who may call an endpoint: pods of one namespace. */
export class Caller {
  /**
   * Pods of a namespace, all of them or those with the given labels.
   *
   * @param namespace name of the namespace, as in `gateway`
   * @param labels labels that the pods carry; all pods of the namespace when left out
   */
  public static inNamespace(namespace: string, labels: { [key: string]: string } = {}): Caller {
    return new Caller(namespace, labels);
  }

  private constructor(
    /** Namespace of the pods. */
    public readonly namespace: string,

    /** Labels that the pods carry; empty for all pods of the namespace. */
    public readonly labels: { [key: string]: string },
  ) {}
}
