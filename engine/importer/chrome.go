package importer

// This file reads Chrome's trace event format, an event at a time, so that a
// file larger than memory is no trouble, and one that was cut off is read up to
// there.

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math"
	"strconv"
	"strings"

	"corelanes/engine/trace"
)

// chromeEvent is one event as it stands in a file. Numbers and names may be
// either, or be missing.
type chromeEvent struct {
	Name any             `json:"name"`
	Cat  any             `json:"cat"`
	Ph   string          `json:"ph"`
	Ts   json.Number     `json:"ts"`
	Dur  json.Number     `json:"dur"`
	Pid  any             `json:"pid"`
	Tid  any             `json:"tid"`
	ID   any             `json:"id"`
	ID2  any             `json:"id2"`
	Args json.RawMessage `json:"args"`
}

// readChrome reads the format.
func readChrome(r *bufio.Reader, file *source) (*Imported, error) {
	if bom, err := r.Peek(3); err == nil && string(bom) == "\ufeff" {
		_, _ = r.Discard(len(bom)) // it was just seen
	}
	c := newChrome()
	err := c.file(json.NewDecoder(r))
	if file.stopped() {
		return nil, file.err
	}
	if err != nil && c.b.read == 0 {
		return nil, fmt.Errorf("%w: %w", ErrFormat, err)
	}
	if c.b.read == 0 {
		return nil, fmt.Errorf("%w: there is no event in it", ErrFormat)
	}
	c.end()
	out := &Imported{Format: "chrome", Events: c.b.read, Left: c.b.left}
	if err != nil {
		out.Damage = fmt.Sprintf("the file breaks off or is damaged after %d events: %v", c.b.read, err)
	}
	if out.Recording, err = c.b.finish(file.ctx); err != nil {
		return nil, err
	}
	return out, nil
}

// file reads an array of events, or an object that has one.
func (c *chrome) file(d *json.Decoder) error {
	d.UseNumber()
	t, err := d.Token()
	if err != nil {
		return err
	}
	if t == json.Delim('[') {
		return c.events(d)
	}
	if t != json.Delim('{') {
		return errors.New("it begins with neither an object nor an array")
	}
	for d.More() {
		key, err := d.Token()
		if err != nil {
			return err
		}
		if key != "traceEvents" {
			if err := skip(d); err != nil {
				return err
			}
			continue
		}
		if t, err := d.Token(); err != nil || t != json.Delim('[') {
			return errors.Join(errors.New("traceEvents is no array"), err)
		}
		if err := c.events(d); err != nil {
			return err
		}
	}
	return nil
}

// events reads events up to the end of their array.
func (c *chrome) events(d *json.Decoder) error {
	for d.More() {
		var e chromeEvent
		if err := d.Decode(&e); err != nil {
			var wrong *json.UnmarshalTypeError
			if errors.As(err, &wrong) { // this one is not like an event; the decoder stands behind it
				c.b.left++
				continue
			}
			return err
		}
		c.event(&e)
	}
	_, err := d.Token()
	if errors.Is(err, io.EOF) {
		return io.ErrUnexpectedEOF
	}
	return err
}

// skip passes over a value without keeping it.
func skip(d *json.Decoder) error {
	for depth := 0; ; {
		t, err := d.Token()
		if err != nil {
			return err
		}
		switch t {
		case json.Delim('{'), json.Delim('['):
			depth++
		case json.Delim('}'), json.Delim(']'):
			depth--
		}
		if depth <= 0 {
			return nil
		}
	}
}

// nanos reads a number of microseconds, exactly to the nanosecond; ok is false
// when it is none, or beyond a hundred years.
func nanos(n json.Number) (t trace.Time, ok bool) {
	s := string(n)
	if s == "" {
		return 0, false
	}
	whole, part, _ := strings.Cut(s, ".")
	if us, err := strconv.ParseInt(whole, 10, 64); err == nil && !strings.ContainsAny(part, "eE") {
		if us > maxMicros || us < -maxMicros {
			return 0, false
		}
		part = (part + "000")[:3]
		frac, err := strconv.ParseInt(part, 10, 64)
		if err != nil {
			return 0, false
		}
		if strings.HasPrefix(whole, "-") {
			frac = -frac
		}
		return trace.Time(us*1000 + frac), true
	}
	f, err := strconv.ParseFloat(s, 64)
	if err != nil || math.IsNaN(f) || math.Abs(f) > maxMicros {
		return 0, false
	}
	return trace.Time(math.Round(f * 1000)), true
}

const maxMicros = 100 * 365 * 24 * 3600 * 1_000_000

// name is a name, whatever it was written as.
func name(x any) string {
	switch x := x.(type) {
	case nil:
		return ""
	case string:
		return x
	case json.Number:
		return string(x)
	}
	return fmt.Sprint(x)
}
