import type { Parts } from './parts.ts';

/** Asks for everything anew: the gateway was away, or somebody has just signed in. */
export function refetch(parts: Parts): void {
  void parts.settings.store.getState().load();
  void parts.overview.store.getState().load();
  void parts.overview.store.getState().loadRate();
  void parts.messages.store.getState().load();
  void parts.filter.store.getState().load();
  void parts.detail.store.getState().reload();
  void parts.conversation.store.getState().reload();
  void parts.holding.store.getState().load();
  void parts.simulator.store.getState().load();
  void parts.tunnel.store.getState().load();
  void parts.platforms.store.getState().load();
  void parts.doctor.store.getState().load();
  void parts.upkeep.store.getState().load();
  void parts.exports.store.getState().load();
  void parts.runExports.store.getState().load();
  void parts.scripts.store.getState().load();
  void parts.screenshots.store.getState().reload();
  parts.lastHour.reload();
  void parts.menus.store.getState().reload();
  parts.menuTaps.reload();
  void parts.monitors.store.getState().load();
  void parts.incidents.store.getState().load();
  void parts.noticeRules.store.getState().load();
  void parts.runs.store.getState().load();
  void parts.runs.store.getState().loadCommands();
  void parts.runs.store.getState().loadHold();
  void parts.operators.store.getState().load();
  void parts.roles.store.getState().load();
  // Asking for the accounts opens the keychain, which may ask for a password: only for somebody who looks at them.
  if (parts.route.store.getState().page === 'accounts') void parts.accounts.store.getState().load();
  if (parts.route.store.getState().page === 'servers') void parts.targets.store.getState().load();
}
