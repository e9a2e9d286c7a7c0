package scenario

// This file holds S19, telemetry: many records, each of which takes some
// computing, and has to travel to whoever does it.

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"math"
	"os"
	"strconv"
	"strings"

	"corelanes/engine/code"
	"corelanes/engine/usage"
	"corelanes/engine/work"
)

// telemetryText is what each record goes through: it is smoothed in so many
// turns, in whole numbers, and checked against the limit.
const telemetryText = `def smooth(value, turns):
    level = value
    noise = value
    for i in range(turns):
        noise = (noise * 1103515245 + 12345) % 2147483648
        level = (level * 15 + value + noise % 16) // 16
    return level
`

// Limits of a file of records.
const (
	maxRecords     = 2_000_000
	maxTelemetry   = 256 << 20 // bytes
	recordsPerTask = 100
	alarmLevel     = 900
)

func telemetry() *Scenario {
	return &Scenario{
		ID: "telemetry", Number: "S19", Category: "cpu", Workers: 4,
		Title:   "Telemetry: 1 200 000 records",
		Promise: "Every record has to be computed: what do threads gain, what processes, and what does it cost to send them the data?",
		Parameters: []Parameter{
			{Name: "records", Type: Int, Default: "12000", Min: 1, Max: maxRecords, Sizes: map[string]string{Smoke: "400", Published: "1200000"}},
			{Name: "turns", Type: Int, Default: "2000", Min: 0, Max: 1_000_000, Sizes: map[string]string{Smoke: "20", Published: "15000"}},
			{Name: "csv", Type: File, Default: ""},
		},
		Validate: func(v Values) error {
			if v["csv"] == "" {
				return nil
			}
			_, err := readTelemetry(v["csv"])
			return err
		},
		Program:   telemetryProgram,
		Published: map[string]float64{"sequential": 900, "threads": 900, "process-pool": 120},
	}
}

// record is one measurement: of which sensor, and what.
type record struct {
	Sensor string `json:"s"`
	Value  int64  `json:"v"`
}

// tally is what some records come to.
type tally struct {
	Records int   `json:"records"`
	Sum     int64 `json:"sum"`
	Alarms  int   `json:"alarms"`
}

// generated are n records, always the same ones.
func generated(n int) []record {
	out := make([]record, n)
	x := uint64(20240229)
	for i := range out {
		x = x*6364136223846793005 + 1442695040888963407
		out[i] = record{"sensor-" + strconv.Itoa(i%24), int64(x >> 33 % 1000)}
	}
	return out
}

// readTelemetry reads records from a CSV file: SENSOR,VALUE on each line, the
// value a number of at most nine digits; a first line of headings is passed
// over. The error is a *usage.Error that names the line.
func readTelemetry(path string) ([]record, error) {
	wrong := func(format string, args ...any) ([]record, error) {
		return nil, &usage.Error{What: "csv", Got: path, Why: fmt.Sprintf(format, args...)}
	}
	if info, err := os.Stat(path); err == nil && !info.Mode().IsRegular() {
		return wrong("it is no file") // reading it might never end
	}
	f, err := os.Open(path)
	if err != nil {
		return wrong("%s", reason(err))
	}
	defer f.Close()
	var out []record
	in := bufio.NewScanner(io.LimitReader(f, maxTelemetry))
	for line := 1; in.Scan(); line++ {
		text := strings.TrimSpace(strings.TrimPrefix(in.Text(), "\ufeff")) // some editors begin a file with it
		if text == "" {
			continue
		}
		sensor, value, ok := strings.Cut(text, ",")
		if !ok || strings.Contains(value, ",") {
			return wrong("line %d: there must be two columns, a sensor and a number, with a comma between", line)
		}
		sensor, value = strings.TrimSpace(sensor), strings.TrimSpace(value)
		x, err := strconv.ParseFloat(value, 64)
		switch {
		case err != nil && line == 1:
			continue // headings
		case err != nil:
			return wrong("line %d: %q is not a number", line, value)
		case math.IsNaN(x) || x < -1e9 || x > 1e9:
			return wrong("line %d: %s is not between -1000000000 and 1000000000", line, value)
		case len(sensor) > 100:
			return wrong("line %d: the sensor's name is longer than 100 bytes", line)
		case len(out) == maxRecords:
			return wrong("line %d: there are more than %d records", line, maxRecords)
		}
		out = append(out, record{sensor, int64(x)})
	}
	if err := in.Err(); err != nil {
		return wrong("after %d records: %v", len(out), err)
	}
	if len(out) == 0 {
		return wrong("there is no record in it; write one a line, like engine-1,731")
	}
	return out, nil
}

func telemetryProgram(v Values) (work.Program, error) {
	records, turns, path := v.Int("records"), v.Int("turns"), v["csv"]
	return work.Program{
		Text: telemetryText,
		Bodies: map[string]work.Body{
			work.Main: func(w work.Worker, k *work.Kit, _ []byte) ([]byte, error) {
				var all []record
				k.At(w, "read")
				err := w.IO(func() (err error) {
					if path != "" {
						all, err = readTelemetry(path)
						return err
					}
					all = generated(records)
					return nil
				})
				if err != nil {
					return nil, err
				}
				var parts [][]record
				sensors := map[string]bool{}
				for i := 0; i < len(all); i += recordsPerTask {
					parts = append(parts, all[i:min(i+recordsPerTask, len(all))])
				}
				for _, r := range all {
					sensors[r.Sensor] = true
				}
				k.Arena.SetSteps(len(parts))
				k.At(w, "map")
				tallies, err := work.Map[[]record, tally](w, "Worker", "process", parts)
				if err != nil {
					return nil, err
				}
				var sum tally
				for _, t := range tallies {
					sum.Records += t.Records
					sum.Sum += t.Sum
					sum.Alarms += t.Alarms
				}
				return json.Marshal(map[string]any{"records": sum.Records, "sensors": len(sensors), "alarms": sum.Alarms, "sum": sum.Sum})
			},
			"process": work.Share(func(w work.Worker, _ *work.Kit, part []record) (t tally, err error) {
				for _, r := range part {
					level, err := w.Call("smooth", code.Int(r.Value), code.Int(int64(turns)))
					if err != nil {
						return t, err
					}
					n, _ := level.Int64() // a mean of numbers of 32 bits
					t.Records++
					t.Sum += n
					if n > alarmLevel {
						t.Alarms++
					}
				}
				return t, nil
			}),
		},
	}, nil
}
