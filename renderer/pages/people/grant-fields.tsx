import { DeleteOutlined } from '@ant-design/icons';
import { Button, Checkbox, Input, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { ChoiceField } from '../../components/choice-field.tsx';
import { Field } from '../../components/field.tsx';
import { dayNames, weekDays } from '../../text/role-words.ts';
import styles from './grant-fields.module.css';
import { type GrantDraft, isTime } from './role-draft.ts';
import { useGrantChoices } from './use-grant-choices.ts';

interface Props {
  grant: GrantDraft;
  /** Its number, from 1. */
  number: number;
  onChange: (grant: GrantDraft) => void;
  onRemove: () => void;
}

/** One right of a role: which commands, on which servers, when, and who confirms. */
export function GrantFields({ grant, number, onChange, onRemove }: Props) {
  const { t } = useTranslation();
  const choices = useGrantChoices();
  const put = (change: Partial<GrantDraft>) => onChange({ ...grant, ...change });
  const title = t('role.grant', { n: number });
  return (
    <fieldset className={styles.grant}>
      <legend className={styles.title}>{title}</legend>
      <Button
        className={styles.remove ?? ''}
        type="text"
        size="small"
        icon={<DeleteOutlined aria-hidden />}
        aria-label={t('role.removeGrant', { n: number })}
        title={t('role.removeGrant', { n: number })}
        onClick={onRemove}
      />
      <ChoiceField
        label={t('role.commands')}
        rule={t('role.commandsRule')}
        value={grant.commandKind}
        options={(['read', 'change', 'danger', 'chosen'] as const).map((value) => ({ value, label: t(`role.commandKind.${value}`) }))}
        onChange={(commandKind) => put({ commandKind })}
      />
      {grant.commandKind === 'chosen' && (
        <Select
          mode="multiple"
          aria-label={t('role.chooseCommands')}
          placeholder={t('role.chooseCommands')}
          maxCount={100}
          value={grant.commands}
          options={choices.commands}
          showSearch={{ optionFilterProp: 'search' }}
          onChange={(commands) => put({ commands })}
        />
      )}
      <ChoiceField
        label={t('role.servers')}
        rule={t('role.serversRule')}
        value={grant.serverKind}
        options={(['all', 'chosen'] as const).map((value) => ({ value, label: t(`role.serverKind.${value}`) }))}
        onChange={(serverKind) => put({ serverKind })}
      />
      {grant.serverKind === 'chosen' && (
        <Select
          mode="multiple"
          aria-label={t('role.chooseServers')}
          placeholder={t('role.chooseServers')}
          maxCount={200}
          value={grant.groups}
          options={choices.servers}
          onChange={(groups) => put({ groups })}
        />
      )}
      <ChoiceField
        label={t('role.when')}
        rule={t('role.whenRule')}
        value={grant.whenKind}
        options={(['always', 'hours'] as const).map((value) => ({ value, label: t(`role.whenKind.${value}`) }))}
        onChange={(whenKind) => put({ whenKind })}
      />
      {grant.whenKind === 'hours' && <Hours grant={grant} onChange={put} />}
      <ChoiceField
        label={t('role.confirm')}
        rule={t('role.confirmRule')}
        value={grant.confirm}
        options={(['self', 'second'] as const).map((value) => ({ value, label: t(`role.confirmKind.${value}`) }))}
        onChange={(confirm) => put({ confirm })}
      />
    </fieldset>
  );
}

function Hours({ grant, onChange }: { grant: GrantDraft; onChange: (change: Partial<GrantDraft>) => void }) {
  const { t } = useTranslation();
  const isReadable = isTime(grant.from) && isTime(grant.to);
  return (
    <div className={styles.hours}>
      <div role="group" aria-label={t('role.days')}>
        <Checkbox.Group
          value={grant.days}
          options={weekDays.map((day) => ({
            value: day,
            label: t(`role.dayShort.${dayNames[day]}`),
            title: t(`role.day.${dayNames[day]}`),
          }))}
          onChange={(days) => onChange({ days: days.map(Number) })}
        />
      </div>
      <Field label={t('role.hours')} rule={t('role.hoursRule')} problem={isReadable ? undefined : t('role.time')}>
        {({ id, ...ties }) => (
          <span className={styles.ends}>
            {(['from', 'to'] as const).map((end) => (
              <Input
                key={end}
                {...ties}
                {...(end === 'from' && { id })}
                aria-label={t(`role.${end}`)}
                aria-invalid={!isTime(grant[end])}
                className={styles.time ?? ''}
                maxLength={5}
                placeholder="08:30"
                value={grant[end]}
                onChange={(event) => onChange({ [end]: event.target.value.trim().replace('：', ':') })}
              />
            ))}
          </span>
        )}
      </Field>
    </div>
  );
}
