package lanefile

// This file holds the reading. Nothing in a file is believed: lengths are
// limited, checksums are checked, and numbers that point nowhere are met by the
// recording itself.

import (
	"bufio"
	"bytes"
	"context"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"io"

	"github.com/klauspost/compress/zstd"

	"corelanes/engine/trace"
)

// reading is a file being read.
type reading struct {
	r      io.Reader
	file   File
	lanes  []trace.LaneInfo
	objs   []trace.ObjInfo
	texts  []string
	events *trace.Packed
	read   int           // events
	last   []trace.Event // of the block being read; its memory is used again
	raw    []byte        // likewise, before it is laid out
	dec    *zstd.Decoder
	head   bool
	tail   bool
}

// Read reads a recording. A file that ends too early, or has a damaged block,
// is read up to there: Complete is false then and Damage says what is missing.
// The error is for files of which nothing can be read: ErrNotLane, ErrVersion,
// or ErrDamaged when not even the head is whole.
func Read(r io.Reader) (*File, error) { return ReadUntil(context.Background(), r) }

// ReadUntil is Read; when ctx ends, what was read is put in order no further, and its
// error is the error. That r goes on for ever is not its concern.
func ReadUntil(ctx context.Context, r io.Reader) (*File, error) {
	var begin [12]byte
	if _, err := io.ReadFull(r, begin[:]); err != nil || [8]byte(begin[:8]) != mark {
		return nil, ErrNotLane
	}
	if major := binary.LittleEndian.Uint16(begin[8:]); major != Major {
		return nil, &VersionError{int(major)}
	}
	dec, err := zstd.NewReader(nil, zstd.WithDecoderConcurrency(1), zstd.WithDecoderMaxMemory(eventsPerBlock*maxEventBytes))
	if err != nil {
		return nil, fmt.Errorf("read the recording: %w", err)
	}
	defer dec.Close()
	x := &reading{r: bufio.NewReaderSize(r, 1<<20), dec: dec, events: &trace.Packed{}}
	for err == nil && !x.tail {
		err = x.block()
	}
	if !x.head {
		return nil, fmt.Errorf("%w: %w", ErrDamaged, err)
	}
	return x.finish(ctx, err)
}

// block reads one block.
func (x *reading) block() error {
	var head [9]byte
	if _, err := io.ReadFull(x.r, head[:]); err != nil {
		return errors.New("the file ends before the recording does")
	}
	n := binary.LittleEndian.Uint32(head[1:])
	if n > maxBlockBytes {
		return fmt.Errorf("%w: a block says it is %d bytes long", ErrDamaged, n)
	}
	data, err := io.ReadAll(io.LimitReader(x.r, int64(n)))
	if err != nil || len(data) < int(n) {
		return errors.New("the file ends in the middle of a block")
	}
	if checksum(head[:5], data) != binary.LittleEndian.Uint32(head[5:]) {
		return fmt.Errorf("%w: a block's checksum is wrong", ErrDamaged)
	}
	switch head[0] {
	case blockHead:
		err = json.Unmarshal(data, &x.file.Head)
		x.head = err == nil
	case blockLanes, blockMore:
		var lanes []trace.LaneInfo
		if lanes, err = table[trace.LaneInfo](data, lanesPerBlock); err == nil {
			err = x.enter(lanes, head[0] == blockMore)
		}
	case blockObjs:
		x.objs, err = table[trace.ObjInfo](data, trace.MaxObjs)
	case blockTexts:
		x.texts, err = table[string](data, trace.MaxTexts)
	case blockTail:
		err = json.Unmarshal(data, &x.file.Tail)
		x.tail = err == nil
	case blockEvents:
		err = x.eventBlock(data)
	} // a kind that is not known is a later minor version's, and skipped
	if err != nil && !errors.Is(err, ErrDamaged) {
		err = fmt.Errorf("%w: %w", ErrDamaged, err)
	}
	return err
}

// enter enters the lanes of a block. A later one is whole, and takes the place of
// the one before; more are those that stand from the first one's number on.
func (x *reading) enter(lanes []trace.LaneInfo, more bool) error {
	at := 0
	if more && len(lanes) > 0 {
		at = int(lanes[0].ID) - 1
	}
	if at < 0 || at > len(x.lanes) || at+len(lanes) > trace.MostLanes {
		return fmt.Errorf("%w: lanes from the %d. on, %d of them, after %d", ErrDamaged, at+1, len(lanes), len(x.lanes))
	}
	x.lanes = append(x.lanes[:at], append(lanes, x.lanes[min(len(x.lanes), at+len(lanes)):]...)...)
	return nil
}

// table reads a table of at most so many entries.
func table[T any](data []byte, most int) ([]T, error) {
	d := json.NewDecoder(bytes.NewReader(data))
	if t, err := d.Token(); err != nil || t != json.Delim('[') {
		return nil, fmt.Errorf("%w: a table is none: %w", ErrDamaged, err)
	}
	var all []T
	for d.More() {
		if len(all) == most {
			return nil, fmt.Errorf("%w: a table has more than %d entries", ErrDamaged, most)
		}
		var one T
		if err := d.Decode(&one); err != nil {
			return nil, err
		}
		all = append(all, one)
	}
	_, err := d.Token()
	return all, err
}

func (x *reading) eventBlock(data []byte) error {
	raw, err := x.dec.DecodeAll(data, x.raw[:0])
	if err != nil {
		return err
	}
	x.raw = raw
	events, err := decode(raw, x.last)
	if err != nil {
		return err
	}
	x.last = events
	if len(events) > len(data)/minStoredBytes || x.read+len(events) > maxEvents {
		return fmt.Errorf("%w: a block of %d bytes says it holds %d events, after %d", ErrDamaged, len(data), len(events), x.read)
	}
	for i := range events {
		x.events.Put(events[i])
	}
	x.read += len(events)
	return nil
}

// finish makes a recording of what was read, until ctx ends; damage is why there is no
// more.
func (x *reading) finish(ctx context.Context, damage error) (*File, error) {
	a, err := trace.NewArenaFor(make([]byte, trace.MinArenaBytes+trace.BytesForMore(len(x.lanes))), len(x.lanes), nil)
	if err != nil {
		return nil, fmt.Errorf("read the recording: %w", err)
	}
	a.Begin(1)
	for _, l := range x.lanes {
		if err := a.PutLane(l); err != nil {
			return nil, fmt.Errorf("read the recording: %w", err)
		}
	}
	for _, o := range x.objs {
		if _, err := a.AddObj(o); err != nil {
			return nil, fmt.Errorf("read the recording: %w", err)
		}
	}
	for _, t := range x.texts {
		if _, err := a.AddText(t); err != nil {
			return nil, fmt.Errorf("read the recording: %w", err)
		}
	}
	end := x.file.End
	if !x.tail {
		end = max(end, x.events.Latest())
	}
	a.AddDropped(x.file.Dropped)
	a.Finish(end)
	f := &x.file
	if f.Recording, err = trace.SealedUntil(ctx, a, x.events); err != nil {
		return nil, fmt.Errorf("read the recording: %w", err)
	}
	f.Read, f.Complete = x.read, x.tail
	if damage != nil {
		f.Complete, f.Damage = false, damage.Error()
	}
	if x.tail && f.Events != f.Read {
		f.Complete, f.Damage = false, fmt.Sprintf("%d events are missing", f.Events-f.Read)
	}
	return f, nil
}
