import { Button } from 'antd';
import { type KeyboardEvent, useEffect, useId, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { limits } from '../../../shared/limits.ts';
import { CloseButton } from '../../components/close-button.tsx';
import { FailureNote } from '../../components/failure-note.tsx';
import { useSettings } from '../../stores/context.ts';
import type { Draft } from '../../stores/reply.ts';
import { formatCount } from '../../text/format.ts';
import { canSend, replySize } from '../../text/reply.ts';
import { ReplyAllowanceLine } from './reply-allowance-line.tsx';
import styles from './reply-box.module.css';

interface Props extends React.ComponentProps<typeof ReplyAllowanceLine> {
  person: string;
  open: boolean;
  /** The field is to take the focus. */
  wanted: boolean;
  draft: Draft | undefined;
  /** How the keys are called here: ⌘ or Ctrl. */
  mod: string;
  onOpen: () => void;
  onFocused: () => void;
  onClose: () => void;
  onText: (text: string) => void;
  onSend: () => void;
}

/** Writes to the person by hand; folded to one line until somebody wants to. */
export function ReplyBox({ person, open, wanted, draft, mod, onOpen, onFocused, onClose, onText, onSend, ...allowance }: Props) {
  const { t } = useTranslation();
  const id = useId();
  const field = useRef<HTMLTextAreaElement>(null);
  useEffect(() => {
    if (!open || !wanted) return;
    field.current?.focus();
    onFocused();
  }, [open, wanted, onFocused]);
  if (!open) {
    return (
      <div className={styles.folded}>
        <Button block onClick={onOpen} title={`${t('reply.title')} (r)`}>
          {t('reply.open', { person })} <kbd aria-hidden>r</kbd>
        </Button>
      </div>
    );
  }
  const text = draft?.text ?? '';
  const sending = draft?.state === 'sending';
  const press = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      onSend();
    } else if (event.key === 'Escape') {
      event.preventDefault();
      event.stopPropagation();
      if (text === '') onClose();
      else field.current?.blur();
    }
  };
  return (
    <section aria-label={t('reply.title')} className={styles.box}>
      <div className={styles.top}>
        <ReplyAllowanceLine {...allowance} />
        <CloseButton label={t('reply.close')} onClose={onClose} />
      </div>
      <textarea
        ref={field}
        id={id}
        aria-label={t('reply.text')}
        aria-describedby={`${id}-size`}
        placeholder={t('reply.placeholder', { person })}
        readOnly={sending}
        className={styles.field}
        value={text}
        onChange={(event) => onText(event.target.value)}
        onKeyDown={press}
      />
      {draft?.failure && <FailureNote failure={draft.failure} />}
      <div className={styles.bottom}>
        <Size id={`${id}-size`} text={text} />
        <Button type="primary" disabled={!canSend(text)} loading={sending} onClick={onSend} title={`${mod}+Enter`}>
          {draft?.state === 'failed' ? t('reply.resend') : t('reply.send')} <kbd aria-hidden>{mod} ↵</kbd>
        </Button>
      </div>
    </section>
  );
}

function Size({ id, text }: { id: string; text: string }) {
  const { t } = useTranslation();
  const language = useSettings((state) => state.language);
  const { bytes, parts, tooLongBy } = replySize(text);
  const count = (number: number) => formatCount(number, language);
  const told =
    tooLongBy > 0
      ? t('reply.tooLong', { n: count(tooLongBy) })
      : parts > 1
        ? t('reply.inParts', { bytes: count(bytes), n: parts })
        : t('reply.size', { bytes: count(bytes), limit: count(limits.textReplyBytes) });
  return (
    <span id={id} className={styles.size} data-too-long={tooLongBy > 0}>
      {told}
    </span>
  );
}
