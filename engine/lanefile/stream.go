package lanefile

// This file holds writing a recording while its run goes on, so that what is
// there is kept whatever happens to the program: a file without a tail is read
// up to its last whole block.

import (
	"bytes"
	"cmp"
	"encoding/json"
	"fmt"
	"io"
	"slices"

	"github.com/klauspost/compress/zstd"

	"corelanes/engine/trace"
)

// Stream is a file being written. Its methods are for one goroutine.
type Stream struct {
	w      io.Writer
	arena  *trace.Arena
	cursor trace.Cursor
	enc    *zstd.Encoder
	tables map[part][]byte // as last written
	events int
}

// NewStream begins a file with its head.
func NewStream(w io.Writer, head Head, a *trace.Arena) (*Stream, error) {
	enc, err := zstd.NewWriter(nil, zstd.WithEncoderConcurrency(1))
	if err != nil {
		return nil, fmt.Errorf("write the recording: %w", err)
	}
	if err := writeFrame(w); err != nil {
		return nil, err
	}
	if err := writeJSON(w, blockHead, head); err != nil {
		return nil, err
	}
	return &Stream{w: w, arena: a, enc: enc, tables: map[part][]byte{}}, nil
}

// Append writes what has been recorded since the last call. The tables come
// first, whole, when they have changed: an event never comes before its lane.
func (s *Stream) Append() error {
	var events []trace.Event
	s.arena.Next(&s.cursor, func(e trace.Event) { events = append(events, e) })
	lanes, objs, texts := tables(s.arena) // read after the events, which they must cover
	for _, t := range blocksOf(lanes, objs, texts) {
		data, err := json.Marshal(t.v)
		if err != nil {
			return fmt.Errorf("write the recording: %w", err)
		}
		if bytes.Equal(data, s.tables[t.part]) {
			continue
		}
		if err := writeBlock(s.w, t.kind, data); err != nil {
			return err
		}
		s.tables[t.part] = data
	}
	slices.SortStableFunc(events, func(a, b trace.Event) int { return cmp.Compare(a.Time, b.Time) })
	for part := range slices.Chunk(events, eventsPerBlock) {
		if err := writeBlock(s.w, blockEvents, store(s.enc, part)); err != nil {
			return err
		}
	}
	s.events += len(events)
	return nil
}

// Close writes what is left, and the tail: the file is complete. The run must
// have ended.
func (s *Stream) Close(tail Tail) error {
	if err := s.Append(); err != nil {
		return err
	}
	tail.Events, tail.Dropped = s.events, s.arena.Dropped()
	tail.End, _ = s.arena.Ended()
	return writeJSON(s.w, blockTail, tail)
}
