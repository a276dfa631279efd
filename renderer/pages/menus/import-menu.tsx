import { Button, Input } from 'antd';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { failure as failureOf } from '../../../shared/failures.ts';
import { type Menu, menuBounds } from '../../../shared/menu/menu.ts';
import type { Failure } from '../../../shared/result.ts';
import { FailureNote } from '../../components/failure-note.tsx';
import { FileButton } from '../../components/file-button.tsx';
import { useStores } from '../../stores/context.ts';
import { textOfFile } from '../../text/file-text.ts';
import { formatSize } from '../../text/size.ts';
import styles from './transfer-view.module.css';

/** A menu comes with its white space, and with its conditional ones. */
const mostChars = 8 * menuBounds.chars;
const mostFileBytes = 4 * mostChars;

/** Where a place of a text is, counted in characters from its beginning. */
function offsetOf(text: string, line: number, column: number): number {
  const before = text.split('\n').slice(0, line - 1);
  return before.reduce((sum, { length }) => sum + length + 1, 0) + column - 1;
}

/** Takes a menu from JSON, pasted or from a file; a mistake is shown by its line and column. */
export function ImportMenu({ onImport }: { onImport: (menu: Menu) => void }) {
  const { t } = useTranslation();
  const { menus } = useStores();
  const area = useRef<HTMLTextAreaElement>(null);
  const [text, setText] = useState('');
  const [failure, setFailure] = useState<Failure | null>(null);
  const [left, setLeft] = useState(0);
  const [isRuleLeft, setIsRuleLeft] = useState(false);
  const line = Number(failure?.params?.line ?? 0);
  const column = Number(failure?.params?.column ?? 0);
  const take = async (json: string) => {
    const read = await menus.getState().read(json);
    setFailure(read.ok ? null : read.error);
    setLeft(read.ok ? read.value.conditional.length : 0);
    setIsRuleLeft(read.ok && read.value.menu.matchrule !== undefined);
    if (read.ok) onImport(read.value.menu);
  };
  const put = (json: string) => {
    setText(json);
    setFailure(null);
  };
  const pick = async (file: File | undefined) => {
    if (!file) return;
    const read = await textOfFile(file, mostFileBytes);
    if (!read.ok) return setFailure(read.error);
    // As a text area holds it: a mistake is shown by its place in there.
    const json = read.value.replace(/\r\n?/g, '\n');
    if (json.length > mostChars) return setFailure(failureOf('file/too-large', { most: formatSize(mostChars) }));
    put(json);
    await take(json);
  };
  const goTo = () => {
    const at = offsetOf(text, line, column);
    area.current?.focus();
    area.current?.setSelectionRange(at, at + 1);
  };
  return (
    <form
      className={styles.part}
      aria-label={t('menus.transfer.import')}
      data-own-undo
      onSubmit={(event) => {
        event.preventDefault();
        if (text.trim() !== '') void take(text);
      }}
      onDragOver={(event) => event.preventDefault()}
      onDrop={(event) => {
        event.preventDefault();
        void pick(event.dataTransfer.files[0]);
      }}
    >
      <h2 className={styles.title}>{t('menus.transfer.import')}</h2>
      <p className={styles.quiet}>{t('menus.transfer.importText')}</p>
      <Input.TextArea
        ref={(input) => {
          area.current = input?.resizableTextArea?.textArea ?? null;
        }}
        className={styles.text ?? ''}
        aria-label={t('menus.transfer.json')}
        rows={6}
        spellCheck={false}
        maxLength={mostChars}
        placeholder={'{"button": [{"type": "click", "name": "…", "key": "cmd:status"}]}'}
        value={text}
        {...(failure && { status: 'error' })}
        onChange={(event) => put(event.target.value)}
      />
      <div className={styles.acts}>
        <Button type="primary" htmlType="submit" disabled={text.trim() === ''}>
          {t('menus.transfer.take')}
        </Button>
        <FileButton label={t('menus.transfer.pick')} accept=".json,application/json" onPick={(file) => void pick(file)} />
      </div>
      {failure && <FailureNote failure={failure} />}
      {failure && line > 0 && (
        <p className={styles.wrong}>
          {t('menus.transfer.at', { line, column })}
          <Button size="small" onClick={goTo}>
            {t('menus.transfer.goTo')}
          </Button>
        </p>
      )}
      {isRuleLeft && <p role="status">△ {t('menus.transfer.ruleLeft')}</p>}
      {left > 0 && <p role="status">△ {t('menus.transfer.conditionalLeft', { n: left })}</p>}
    </form>
  );
}
