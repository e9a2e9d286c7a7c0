package lanefile

// This file holds the writing.

import (
	"bytes"
	"cmp"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"hash/crc32"
	"io"
	"slices"

	"github.com/klauspost/compress/zstd"

	"corelanes/engine/trace"
)

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

// Write writes a recording that has ended. Its events are stored in the order
// of their times.
func Write(w io.Writer, head Head, tail Tail, rec *trace.Recording) error {
	a := rec.Arena()
	var events []trace.Event
	rec.Each(func(e trace.Event) { events = append(events, e) })
	slices.SortStableFunc(events, func(a, b trace.Event) int { return cmp.Compare(a.Time, b.Time) })
	tail.Events, tail.Dropped = len(events), a.Dropped()
	tail.End, _ = a.Ended()

	lanes, objs, texts := tables(a)
	if err := writeFrame(w); err != nil {
		return err
	}
	if err := writeJSON(w, blockHead, head); err != nil {
		return err
	}
	for _, b := range blocksOf(lanes, objs, texts) {
		if err := writeJSON(w, b.kind, b.v); err != nil {
			return err
		}
	}
	enc, err := zstd.NewWriter(nil, zstd.WithEncoderConcurrency(1))
	if err != nil {
		return fmt.Errorf("write the recording: %w", err)
	}
	for part := range slices.Chunk(events, eventsPerBlock) {
		if err := writeBlock(w, blockEvents, store(enc, part)); err != nil {
			return err
		}
	}
	return writeJSON(w, blockTail, tail)
}

// tables are the tables of an arena, as they are now.
func tables(a *trace.Arena) (lanes []trace.LaneInfo, objs []trace.ObjInfo, texts []string) {
	lanes = make([]trace.LaneInfo, a.Lanes())
	for i := range lanes {
		lanes[i], _ = a.LaneInfo(trace.Lane(i + 1))
	}
	objs = make([]trace.ObjInfo, a.Objs())
	for i := range objs {
		objs[i], _ = a.ObjInfo(trace.Obj(i + 1))
	}
	texts = make([]string, a.Texts())
	for i := range texts {
		texts[i] = a.Text(int64(i + 1))
	}
	return lanes, objs, texts
}

// tableBlock is a block that holds a table, or one part of many.
type tableBlock struct {
	part
	v any
}

// part names a table, or one part of it.
type part struct {
	kind byte
	at   int // how many entries stand in the parts before
}

// blocksOf are the blocks of an arena's tables, in their order in a file.
func blocksOf(lanes []trace.LaneInfo, objs []trace.ObjInfo, texts []string) []tableBlock {
	out := []tableBlock{{part{blockLanes, 0}, lanes[:min(len(lanes), lanesPerBlock)]}}
	for at := lanesPerBlock; at < len(lanes); at += lanesPerBlock {
		out = append(out, tableBlock{part{blockMore, at}, lanes[at:min(len(lanes), at+lanesPerBlock)]})
	}
	return append(out, tableBlock{part{blockObjs, 0}, objs}, tableBlock{part{blockTexts, 0}, texts})
}

// writeFrame writes what every file begins with.
func writeFrame(w io.Writer) error {
	var begin [12]byte
	copy(begin[:], mark[:])
	binary.LittleEndian.PutUint16(begin[8:], Major)
	binary.LittleEndian.PutUint16(begin[10:], Minor)
	if _, err := w.Write(begin[:]); err != nil {
		return fmt.Errorf("write the recording: %w", err)
	}
	return nil
}

func writeJSON(w io.Writer, kind byte, v any) error {
	data, err := json.Marshal(v)
	if err != nil {
		return fmt.Errorf("write the recording: %w", err)
	}
	return writeBlock(w, kind, data)
}

// writeBlock writes a kind, a length, a checksum of all three, and the data.
func writeBlock(w io.Writer, kind byte, data []byte) error {
	if len(data) > maxBlockBytes {
		return fmt.Errorf("write the recording: a block of %d bytes is too long", len(data))
	}
	var head [9]byte
	head[0] = kind
	binary.LittleEndian.PutUint32(head[1:], uint32(len(data)))
	binary.LittleEndian.PutUint32(head[5:], checksum(head[:5], data))
	if _, err := io.Copy(w, io.MultiReader(bytes.NewReader(head[:]), bytes.NewReader(data))); err != nil {
		return fmt.Errorf("write the recording: %w", err)
	}
	return nil
}

func checksum(head, data []byte) uint32 {
	return crc32.Update(crc32.Checksum(head, castagnoli), castagnoli, data)
}

// store compresses a block's events. What is shorter than its events are many
// gets a frame behind it that decoders skip: so a reader can tell a recording of
// many equal events from a file that is made to swell.
func store(enc *zstd.Encoder, events []trace.Event) []byte {
	data := enc.EncodeAll(encode(events), nil)
	if short := len(events)*minStoredBytes - len(data); short > 0 {
		data = binary.LittleEndian.AppendUint32(data, skippable)
		data = binary.LittleEndian.AppendUint32(data, uint32(short))
		data = append(data, make([]byte, short)...)
	}
	return data
}

// skippable is how a frame of Zstandard begins that decoders skip.
const skippable = 0x184D2A50
