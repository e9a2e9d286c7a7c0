package look

// This file writes times, amounts and shares for people: three significant
// digits and the unit that fits. The units' names are data, so that they can
// be translated without this package knowing of languages.

import (
	"strconv"
	"strings"

	"corelanes/engine/trace"
)

// Units are the names of the units, and the sign between whole and fraction.
type Units struct {
	Times   [4]string // ns, µs, ms, s
	Bytes   [5]string // B, KiB, MiB, GiB, TiB
	Decimal string    // "." or ","
}

// DefaultUnits are the international names.
func DefaultUnits() Units {
	return Units{Times: [4]string{"ns", "µs", "ms", "s"}, Bytes: [5]string{"B", "KiB", "MiB", "GiB", "TiB"}, Decimal: "."}
}

// nsPer is how many nanoseconds each of Units.Times has.
var nsPer = [4]float64{1, 1e3, 1e6, 1e9}

// Duration writes a length of time, "12.3 ms".
func (u Units) Duration(d trace.Time) string {
	if d == 0 {
		return "0 " + u.Times[3]
	}
	x, i := float64(d), 0
	for i+1 < len(nsPer) && abs64(x)/nsPer[i] >= 999.5 {
		i++
	}
	return u.significant(x/nsPer[i]) + nbsp + u.Times[i]
}

// Instant writes a moment with as many decimals of a second, or of the
// smaller unit that fits limit, as tell steps apart.
func (u Units) Instant(t, limit, step trace.Time) string {
	i := len(nsPer) - 1
	for i > 0 && float64(limit) < nsPer[i] {
		i--
	}
	decimals := 0
	for x := float64(step) / nsPer[i]; x < 0.999 && decimals < 9; x *= 10 {
		decimals++
	}
	return u.decimal(strconv.FormatFloat(float64(t)/nsPer[i], 'f', decimals, 64)) + nbsp + u.Times[i]
}

// Size writes an amount of memory, "12.3 MiB".
func (u Units) Size(bytes int64) string {
	x, i := float64(bytes), 0
	for i+1 < len(u.Bytes) && abs64(x) >= 1000 {
		x /= 1024
		i++
	}
	return u.significant(x) + nbsp + u.Bytes[i]
}

// Percent writes a share of 1, "48 %"; what is neither nothing nor all does
// not look like either.
func (u Units) Percent(share float64) string {
	p := share * 100
	switch {
	case p > 0 && p < 0.1:
		return "<" + u.decimal("0.1") + nbsp + "%"
	case p > 0 && p < 9.95:
		return u.decimal(strconv.FormatFloat(p, 'f', 1, 64)) + nbsp + "%"
	case p < 100 && p >= 99.5:
		return u.decimal(strconv.FormatFloat(min(p, 99.9), 'f', 1, 64)) + nbsp + "%"
	}
	return strconv.FormatFloat(p, 'f', 0, 64) + nbsp + "%"
}

// Amount writes a counter's value with its unit: "B" is memory, "m" thousandths.
func (u Units) Amount(v int64, unit string) string {
	switch unit {
	case "B":
		return u.Size(v)
	case "":
		return strconv.FormatInt(v, 10)
	case "m": // thousandths, of a core
		return u.significant(float64(v) / 1000)
	case "ns":
		return u.Duration(trace.Time(v))
	}
	return strconv.FormatInt(v, 10) + nbsp + unit
}

// Range writes the least and the greatest value of a counter, the unit once
// where both have the same, "39.5–59.4 MiB"; equal values once.
func (u Units) Range(lo, hi int64, unit string) string {
	a, b := u.Amount(lo, unit), u.Amount(hi, unit)
	if a == b {
		return a
	}
	x, ux, _ := strings.Cut(a, nbsp)
	if _, uy, found := strings.Cut(b, nbsp); found && ux == uy {
		a = x
	}
	return a + "–" + b
}

// Number writes x with three significant digits.
func (u Units) Number(x float64) string { return u.significant(x) }

const nbsp = "\u00a0"

func (u Units) significant(x float64) string {
	decimals := 2
	switch a := abs64(x); {
	case a >= 99.95 || x == float64(int64(x)):
		decimals = 0
	case a >= 9.995:
		decimals = 1
	}
	return u.decimal(strconv.FormatFloat(x, 'f', decimals, 64))
}

func (u Units) decimal(s string) string {
	if u.Decimal == "." || u.Decimal == "" {
		return s
	}
	return strings.Replace(s, ".", u.Decimal, 1)
}

func abs64(x float64) float64 {
	if x < 0 {
		return -x
	}
	return x
}
