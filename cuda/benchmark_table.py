# SPDX-License-Identifier: GPL-3.0-or-later
# Google Benchmark's JSON as a table in Markdown: a row for each, its time and whatever it counted.
import json
import sys

usual = {'name', 'family_index', 'per_family_instance_index', 'run_name', 'run_type', 'repetitions', 'threads',
         'repetition_index', 'iterations', 'real_time', 'cpu_time', 'time_unit', 'label', 'aggregate_name',
         'aggregate_unit', 'error_occurred', 'error_message'}
runs = json.load(open(sys.argv[1]))['benchmarks']
counters = []
for run in runs:
    counters += [key for key in run if key not in usual and key not in counters]
print('| work | time | ' + ' | '.join(counters + ['said']) + ' |')
print('| --- ' * (3 + len(counters)) + '|')
for run in runs:
    cells = [run['name'], 'failed' if run.get('error_occurred') else f"{run['real_time']:.4g} {run['time_unit']}"]
    cells += [f'{run[key]:,.4g}' if key in run else '' for key in counters]
    cells.append(run.get('error_message') or run.get('label', ''))
    print('| ' + ' | '.join(cells) + ' |')
