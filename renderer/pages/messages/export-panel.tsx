import { useExports, useMessages, useSettings, useStores } from '../../stores/context.ts';
import { ExportTray } from './export-tray.tsx';

/** The tray of exports, while it is open, for the filter that is applied. */
export function ExportPanel() {
  const { exports, host } = useStores();
  const { isOpen, format, last, starting, failure } = useExports((state) => state);
  const filter = useMessages((state) => state.filter.text);
  const language = useSettings((state) => state.language);
  if (!isOpen) return null;
  const { open, choose, start, cancel } = exports.getState();
  return (
    <ExportTray
      {...{ filter, format, last, starting, failure, language }}
      asksForPlace={host.kind === 'electron'}
      onFormat={choose}
      onStart={() => void start(filter)}
      onCancel={() => void cancel()}
      onClose={() => open(false)}
    />
  );
}
