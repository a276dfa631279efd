import { Select } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Platform } from '../../../shared/account.ts';
import styles from '../../components/field.module.css';
import { Field } from '../../components/field.tsx';

interface Props {
  platform: Platform;
  operators: string[];
  onChange: (operators: string[]) => void;
}

/** Who may run commands, by UserID or OpenID. */
export function OperatorsField({ platform, operators, onChange }: Props) {
  const { t } = useTranslation();
  return (
    <Field label={t('field.operators')} rule={t(platform === 'wecom' ? 'rule.operatorsWecom' : 'rule.operatorsOfficial')}>
      {(ties) => (
        <Select
          {...ties}
          mode="tags"
          open={false}
          suffixIcon={null}
          className={styles.state ?? ''}
          value={operators}
          tokenSeparators={[' ', ',', ';', '，', '；', '、', '\n']}
          onChange={(names: string[]) => onChange(names.map((name) => name.trim()).filter((name) => name !== '' && name.length <= 128))}
        />
      )}
    </Field>
  );
}
