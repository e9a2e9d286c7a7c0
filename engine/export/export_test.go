package export

// This file tests exports of a recording made by hand: the tables field by
// field, Chrome's JSON against what its readers demand, and Perfetto's packets
// with Google's own protobuf reader.

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"errors"
	"io"
	"maps"
	"strings"
	"testing"

	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/reflect/protodesc"
	"google.golang.org/protobuf/reflect/protoreflect"
	"google.golang.org/protobuf/types/descriptorpb"
	"google.golang.org/protobuf/types/dynamicpb"

	"corelanes/engine/trace"
	"corelanes/engine/usage"
)

// sample is a recording of two threads and a lock: the first takes it, the
// second waits and is woken.
func sample(t testing.TB) *trace.View {
	t.Helper()
	a, err := trace.NewArena(make([]byte, trace.BytesFor(100)), nil)
	if err != nil {
		t.Fatal(err)
	}
	a.Begin(1)
	var lanes [2]trace.Lane
	for i, name := range []string{"MainThread", "Thread \"1\""} {
		if lanes[i], err = a.AddLane(trace.LaneInfo{Kind: trace.LaneThread, Name: name, PID: 77, TID: 78 + i}); err != nil {
			t.Fatal(err)
		}
	}
	lock, err := a.AddObj(trace.ObjInfo{Kind: trace.ObjLock, Name: "file", Core: trace.CoreUnknown})
	if err != nil {
		t.Fatal(err)
	}
	rss, err := a.AddObj(trace.ObjInfo{Kind: trace.ObjCounter, Name: "rss", Unit: "B", Lane: lanes[0], Core: trace.CoreUnknown})
	if err != nil {
		t.Fatal(err)
	}
	w := a.NewWriter(trace.Clock{}, 0)
	state := func(at trace.Time, l trace.Lane, s trace.State, o trace.Obj, core trace.Core) {
		w.PutAt(trace.Event{Time: at, Kind: trace.KindState, Lane: l, Slot: trace.Slot(s), Obj: o, Core: core})
	}
	state(1_000, lanes[0], trace.StateRunning, 0, 1)
	w.PutAt(trace.Event{Time: 1_500, Kind: trace.KindTake, Lane: lanes[0], Obj: lock, Seq: 1, Arg: 1, Core: trace.CoreUnknown})
	state(2_000, lanes[1], trace.StateRunning, 0, 0)
	w.PutAt(trace.Event{Time: 2_500, Kind: trace.KindJoin, Lane: lanes[1], Obj: lock, Seq: 2, Core: trace.CoreUnknown})
	state(2_600, lanes[1], trace.StateBlocked, lock, trace.CoreUnknown)
	w.PutAt(trace.Event{Time: 5_001, Kind: trace.KindGive, Lane: lanes[0], Obj: lock, Seq: 3, Core: trace.CoreUnknown})
	w.PutAt(trace.Event{Time: 5_002, Kind: trace.KindWake, Lane: lanes[0], Obj: lock, Arg: int64(lanes[1]), Core: trace.CoreUnknown})
	w.PutAt(trace.Event{Time: 5_100, Kind: trace.KindPart, Lane: lanes[1], Obj: lock, Seq: 4, Core: trace.CoreUnknown})
	w.PutAt(trace.Event{Time: 5_100, Kind: trace.KindTake, Lane: lanes[1], Obj: lock, Seq: 5, Arg: 1, Core: trace.CoreUnknown})
	state(5_200, lanes[1], trace.StateRunning, 0, 0)
	w.PutAt(trace.Event{Time: 6_000, Kind: trace.KindSample, Obj: rss, Arg: 4096, Core: trace.CoreUnknown})
	n, err := a.AddText("hello, \"world\"\n")
	if err != nil {
		t.Fatal(err)
	}
	queue, err := a.AddObj(trace.ObjInfo{Kind: trace.ObjQueue, Name: "parts", Core: trace.CoreUnknown})
	if err != nil {
		t.Fatal(err)
	}
	w.PutAt(trace.Event{Time: 6_500, Kind: trace.KindPush, Lane: lanes[1], Obj: queue, Seq: 1, Arg: trace.ItemNone, Core: trace.CoreUnknown})
	w.PutAt(trace.Event{Time: 7_000, Kind: trace.KindSay, Lane: lanes[1], Arg: n, Core: trace.CoreUnknown})
	for _, l := range lanes {
		w.PutAt(trace.Event{Time: 9_000, Kind: trace.KindEnd, Lane: l, Core: trace.CoreUnknown})
	}
	a.Finish(10_000)
	rec := trace.NewRecording(a)
	rec.Update(trace.Forever)
	return rec.Cut()
}

func written(t *testing.T, format string) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := Write(&b, format, sample(t)); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestATableHasARowForEverySpanAndEvent(t *testing.T) {
	rows, err := csv.NewReader(bytes.NewReader(written(t, "csv-states"))).ReadAll()
	if err != nil || len(rows) != 1+4 {
		t.Fatalf("%v, %v", rows, err)
	}
	want := []string{"2", `Thread "1"`, "thread", "77", "79", "0.000002600", "0.000005200", "0.000002600", "blocked", "lock file", ""}
	if got := rows[3]; strings.Join(got, "|") != strings.Join(want, "|") {
		t.Errorf("%q, want %q", got, want)
	}
	rows, err = csv.NewReader(bytes.NewReader(written(t, "csv"))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	kinds := map[string]int{}
	for _, r := range rows[1:] {
		kinds[r[3]]++
		if r[3] == "push" && r[11] != "None" {
			t.Errorf("the mark of the end: %q", r)
		}
	}
	for kind, n := range map[string]int{"state": 4, "take": 2, "give": 1, "join": 1, "part": 1, "wake": 1, "say": 1, "push": 1, "sample": 1} {
		if kinds[kind] != n {
			t.Errorf("%d rows of %s, want %d", kinds[kind], kind, n)
		}
	}
}

// demands are what Chrome's and Perfetto's readers demand of an event, by its
// phase.
var demands = map[string][]string{
	"X": {"ts", "dur", "pid", "tid", "name"}, "T": {"ts", "dur", "pid", "tid", "name"}, "i": {"ts", "pid", "tid", "s"},
	"C": {"ts", "pid", "name", "args"}, "s": {"ts", "pid", "tid", "id", "name", "cat"}, "f": {"ts", "pid", "tid", "id", "name", "cat", "bp"},
	"M": {"name", "pid", "args"},
}

func TestChromesJSONHasWhatItsReadersDemand(t *testing.T) {
	var file struct {
		Unit   string                       `json:"displayTimeUnit"`
		Events []map[string]json.RawMessage `json:"traceEvents"`
	}
	if err := json.Unmarshal(written(t, "chrome"), &file); err != nil || file.Unit != "ns" {
		t.Fatal(file.Unit, err)
	}
	seen := map[string]int{}
	for _, e := range file.Events {
		ph := strings.Trim(string(e["ph"]), `"`)
		seen[ph]++
		fields, known := demands[ph]
		if !known {
			t.Errorf("phase %s is not one that its readers know", ph)
		}
		for _, f := range fields {
			if e[f] == nil {
				t.Errorf("phase %s without %s: %s", ph, f, e)
			}
		}
	}
	for ph, n := range map[string]int{"X": 4 + 2, "T": 4, "s": 1, "f": 1, "i": 1} {
		if seen[ph] != n {
			t.Errorf("%d events of phase %s, want %d", seen[ph], ph, n)
		}
	}
	if !bytes.Contains(written(t, "chrome"), []byte(`"ts":2.600,"dur":2.600`)) {
		t.Error("times are not microseconds to the nanosecond")
	}
}

// perfettoFile is the part of Perfetto's schema that is written, as in
// protos/perfetto/trace of its source.
func perfettoFile(t *testing.T) protoreflect.FileDescriptor {
	t.Helper()
	type f = *descriptorpb.FieldDescriptorProto
	field := func(name string, n int32, typ descriptorpb.FieldDescriptorProto_Type, of string, many bool) f {
		label := descriptorpb.FieldDescriptorProto_LABEL_OPTIONAL
		if many {
			label = descriptorpb.FieldDescriptorProto_LABEL_REPEATED
		}
		x := &descriptorpb.FieldDescriptorProto{Name: &name, Number: &n, Type: &typ, Label: &label}
		if of != "" {
			of = ".p." + of
			x.TypeName = &of
		}
		return x
	}
	message := func(name string, fields ...f) *descriptorpb.DescriptorProto {
		return &descriptorpb.DescriptorProto{Name: &name, Field: fields}
	}
	const (
		str = descriptorpb.FieldDescriptorProto_TYPE_STRING
		u64 = descriptorpb.FieldDescriptorProto_TYPE_UINT64
		i64 = descriptorpb.FieldDescriptorProto_TYPE_INT64
		u32 = descriptorpb.FieldDescriptorProto_TYPE_UINT32
		i32 = descriptorpb.FieldDescriptorProto_TYPE_INT32
		f64 = descriptorpb.FieldDescriptorProto_TYPE_FIXED64
		msg = descriptorpb.FieldDescriptorProto_TYPE_MESSAGE
	)
	file, err := protodesc.NewFile(&descriptorpb.FileDescriptorProto{
		Name: proto.String("p.proto"), Package: proto.String("p"), Syntax: proto.String("proto2"),
		MessageType: []*descriptorpb.DescriptorProto{
			message("Trace", field("packet", 1, msg, "TracePacket", true)),
			message("TracePacket", field("timestamp", 8, u64, "", false), field("trusted_packet_sequence_id", 10, u32, "", false),
				field("track_event", 11, msg, "TrackEvent", false), field("sequence_flags", 13, u32, "", false), field("track_descriptor", 60, msg, "TrackDescriptor", false)),
			message("TrackEvent", field("debug_annotations", 4, msg, "DebugAnnotation", true), field("type", 9, i32, "", false), field("track_uuid", 11, u64, "", false),
				field("categories", 22, str, "", true), field("name", 23, str, "", false), field("counter_value", 30, i64, "", false),
				field("flow_ids", 47, f64, "", true), field("terminating_flow_ids", 48, f64, "", true)),
			message("TrackDescriptor", field("uuid", 1, u64, "", false), field("name", 2, str, "", false), field("process", 3, msg, "ProcessDescriptor", false),
				field("thread", 4, msg, "ThreadDescriptor", false), field("parent_uuid", 5, u64, "", false), field("counter", 8, msg, "CounterDescriptor", false)),
			message("ProcessDescriptor", field("pid", 1, i32, "", false), field("process_name", 6, str, "", false)),
			message("ThreadDescriptor", field("pid", 1, i32, "", false), field("tid", 2, i32, "", false), field("thread_name", 5, str, "", false)),
			message("CounterDescriptor", field("unit", 3, i32, "", false), field("unit_name", 6, str, "", false)),
			message("DebugAnnotation", field("int_value", 4, i64, "", false), field("string_value", 6, str, "", false), field("name", 10, str, "", false)),
		},
	}, nil)
	if err != nil {
		t.Fatal(err)
	}
	return file
}

func TestPerfettosPacketsAreReadByAnotherReader(t *testing.T) {
	file := perfettoFile(t)
	trace := dynamicpb.NewMessage(file.Messages().ByName("Trace"))
	if err := (proto.UnmarshalOptions{DiscardUnknown: false}).Unmarshal(written(t, "perfetto"), trace); err != nil {
		t.Fatal(err)
	}
	get := func(m protoreflect.Message, name protoreflect.Name) protoreflect.Value {
		return m.Get(m.Descriptor().Fields().ByName(name))
	}
	names, open := map[uint64]string{}, map[uint64]int{}
	begun, flows, ended, counters := 0, map[uint64]bool{}, map[uint64]bool{}, 0
	packets := get(trace, "packet").List()
	for i := range packets.Len() {
		p := packets.Get(i).Message()
		if len(p.GetUnknown()) > 0 {
			t.Fatalf("packet %d has fields of no known number", i)
		}
		if d := get(p, "track_descriptor").Message(); d.IsValid() {
			names[get(d, "uuid").Uint()] = get(d, "name").String()
			if parent := get(d, "parent_uuid").Uint(); parent != 0 && names[parent] == "" {
				t.Errorf("track %q lies under one that is not described", get(d, "name"))
			}
			continue
		}
		e := get(p, "track_event").Message()
		track := get(e, "track_uuid").Uint()
		if names[track] == "" {
			t.Errorf("packet %d: an event of a track that is not described", i)
		}
		switch get(e, "type").Int() {
		case typeBegin:
			begun++
			open[track]++
			list := get(e, "terminating_flow_ids").List()
			for j := range list.Len() {
				ended[list.Get(j).Uint()] = true
			}
		case typeEnd:
			open[track]--
		case typeCounter:
			counters++
		case typeInstant:
			list := get(e, "flow_ids").List()
			for j := range list.Len() {
				flows[list.Get(j).Uint()] = true
			}
		}
	}
	for track, n := range open {
		if n != 0 {
			t.Errorf("%s: %d slices are not ended", names[track], n)
		}
	}
	if begun != 4+2 || len(flows) != 1 || !maps.Equal(flows, ended) || counters != 2+1 {
		t.Errorf("%d slices, %d flows begun, %d ended, %d samples", begun, len(flows), len(ended), counters)
	}
}

func TestAnUnknownFormatNamesTheNearest(t *testing.T) {
	var wrong *usage.Error
	if err := Write(io.Discard, "chrom", sample(t)); !errors.As(err, &wrong) || !strings.Contains(err.Error(), "chrome") {
		t.Errorf("%v", err)
	}
}

// full is a writer with no room left.
type full struct{}

var errFull = errors.New("no space left on device")

func (full) Write([]byte) (int, error) { return 0, errFull }

func TestAFullDiskIsAnErrorOfEveryFormat(t *testing.T) {
	for _, f := range Formats() {
		if err := Write(full{}, f.ID, sample(t)); !errors.Is(err, errFull) {
			t.Errorf("%s: %v", f.ID, err)
		}
	}
}
