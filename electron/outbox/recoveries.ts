/** Tells what failed because its account could send nothing from what fails by itself, whoever else is reached. */
export interface Recoveries {
  /** Accounts whose messages fail, as far as is known. */
  troubled(): Iterable<string>;
  /**
   * Takes note of an attempt. Gives back true where it shows that its account works again.
   * @param isOver it is not tried again
   */
  note(row: { id: string; account: string }, worked: boolean, isOver: boolean): boolean;
  /** Rows that have failed again though their account had worked in between: they keep their own pauses. */
  own(): string[];
}

export function createRecoveries(): Recoveries {
  const troubledAccounts = new Set<string>();
  /** So often each account has worked. */
  const worked = new Map<string, number>();
  /** How often it had when a row failed. */
  const workedWhenFailed = new Map<string, number>();
  const ownFault = new Set<string>();

  function noteFailure(id: string, account: string): void {
    const times = worked.get(account) ?? 0;
    if ((workedWhenFailed.get(id) ?? times) < times) ownFault.add(id);
    workedWhenFailed.set(id, times);
    if (!ownFault.has(id)) troubledAccounts.add(account);
  }

  return {
    troubled: () => troubledAccounts,
    note({ id, account }, hasWorked, isOver) {
      if (hasWorked) worked.set(account, (worked.get(account) ?? 0) + 1);
      else noteFailure(id, account);
      if (isOver) {
        workedWhenFailed.delete(id);
        ownFault.delete(id);
      }
      return hasWorked && troubledAccounts.delete(account);
    },
    own: () => [...ownFault],
  };
}
