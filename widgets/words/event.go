package words

// This file says an event of the log in words.

import (
	"slices"
	"sort"
	"strconv"

	"corelanes/engine/insight"
	"corelanes/engine/trace"
)

// events are the keys of the kinds of events.
var events = map[trace.Kind]string{
	trace.KindTake: "w.log.take", trace.KindGive: "w.log.give",
	trace.KindJoin: "w.log.join", trace.KindPart: "w.log.part",
	trace.KindSet: "w.log.set", trace.KindPush: "w.log.push", trace.KindPop: "w.log.pop",
	trace.KindWake: "w.log.wake", trace.KindLine: "w.log.line", trace.KindSay: "w.log.say", trace.KindRead: "w.log.read",
	trace.KindGap: "w.gap.unseen", trace.KindMisuse: "w.log.misuse",
	trace.KindTest: "w.log.test", trace.KindRequeue: "w.log.requeue",
}

// Truth is what a predicate answered, "true".
func Truth(yes bool) string {
	if yes {
		return X("w.true")
	}
	return X("w.false")
}

// Item is how an item of a queue is shown, Python's None by its name.
func Item(n int64) string {
	if n == trace.ItemNone {
		return "None"
	}
	return strconv.FormatInt(n, 10)
}

// Operation is what the steps of a kind are called, for counts of them.
func Operation(k trace.Kind) string { return X("w.op." + k.String()) }

// gapWords are the keys of the reasons of gaps.
var gapWords = [trace.NumGaps]string{"w.gap.stopped", "w.gap.suspended", "w.gap.unseen"}

// Gap says why a run's clock does not tell all, and for how long.
func Gap(why trace.Slot, length trace.Time) string {
	return X(gapWords[min(why, trace.GapUnseen)], With{"Length": Units().Duration(length)})
}

// gilValues are the keys of a step of a GIL's values, by their slot; the first
// is told apart by whether it was set or cleared.
const (
	gilDropSlot   = 0
	gilSwitchSlot = 1
)

// Event says an event in words, "Thread-1 took lock file".
func Event(v *trace.View, e trace.Event) string {
	with := With{"Lane": Lane(v, e.Lane), "Value": e.Arg, "Slot": int(e.Slot)}
	if e.Obj != 0 {
		with["Obj"], with["It"] = Obj(v, e.Obj), Named(v, e.Obj)
	}
	key := events[e.Kind]
	switch e.Kind {
	case trace.KindTake:
		with["Depth"] = e.Arg
		switch {
		case gaveLevel(v, e):
			key = "w.log.give.level"
		case e.Arg > 1:
			key = "w.log.take.depth"
		}
	case trace.KindGive:
		if e.Arg == 1 {
			key = "w.log.give.forced"
		}
	case trace.KindSet:
		key = setKey(v, e)
	case trace.KindPush, trace.KindPop:
		with["Value"] = Item(e.Arg)
	case trace.KindRead:
		if e.Slot == trace.ReadStale {
			key = "w.log.read.stale"
		}
	case trace.KindWake:
		if e.Arg <= 0 {
			key = "w.log.wake.nobody"
		}
		with["Peer"] = Lane(v, trace.Lane(max(e.Arg, 0)))
	case trace.KindGap:
		return Gap(e.Slot, trace.Time(e.Arg))
	case trace.KindPart:
		if e.Arg == trace.PartSpurious {
			key = "w.log.part.spurious"
		}
	case trace.KindSay, trace.KindMisuse:
		with["Text"] = v.Text(e.Arg)
	case trace.KindTest:
		with["Text"], with["Answer"] = v.Text(e.Arg), Truth(e.Slot != 0)
	}
	if key == "" {
		key, with["Kind"] = "w.log.other", int(e.Kind)
	}
	return X(key, with)
}

// gaveLevel says of a step to another depth whether it was one out of an RLock,
// not further into it.
func gaveLevel(v *trace.View, e trace.Event) bool {
	o := v.Obj(e.Obj)
	if o == nil || o.Info.Kind != trace.ObjRLock {
		return false
	}
	n := sort.Search(o.Len(), func(i int) bool { return o.Event(i).Seq >= e.Seq })
	before := o.After(n)
	i := slices.IndexFunc(before.Holders, func(m trace.Member) bool { return m.Lane == e.Lane })
	return i >= 0 && before.Holders[i].Depth > e.Arg
}

// sets are the keys of steps of the primitives' values, by kind and slot; the
// value is told in them.
var sets = map[trace.ObjKind]map[trace.Slot]string{
	trace.ObjSemaphore:        {insight.SemaphoreLeft: "w.log.semaphore"},
	trace.ObjBoundedSemaphore: {insight.SemaphoreLeft: "w.log.semaphore"},
	trace.ObjBarrier:          {insight.BarrierCount: "w.log.barrier.count", insight.BarrierGeneration: "w.log.barrier.generation"},
	trace.ObjQueue:            {insight.QueueUnfinished: "w.log.channel.unfinished", insight.QueueShutDown: "w.log.queue.shutdown"},
	trace.ObjPipe:             {insight.PipeBytes01: "w.log.pipe", insight.PipeBytes10: "w.log.pipe", insight.PipeOpen: "w.log.pipe.open"},
	trace.ObjSocket:           {insight.PipeBytes01: "w.log.pipe", insight.PipeBytes10: "w.log.pipe"},
	trace.ObjChannel: {
		insight.ChannelPiped: "w.log.pipe", insight.ChannelBuffered: "w.log.channel.buffered",
		insight.ChannelSerialised: "w.log.channel.serialised", insight.ChannelUnfinished: "w.log.channel.unfinished",
	},
	trace.ObjManager: {
		insight.ManagerCalls: "w.log.manager.calls", insight.ManagerBytes: "w.log.manager.bytes",
		insight.ManagerTook: "w.log.manager.took", insight.ManagerProxies: "w.log.manager.proxies",
	},
	trace.ObjArray: {insight.ArrayVersion: "w.log.array.version", insight.ArrayItem: "w.log.array.item", insight.ArrayLost: "w.log.array.lost"},
	trace.ObjPool:  {insight.PoolDone: "w.log.pool.done", insight.PoolFailed: "w.log.pool.failed", insight.PoolChunk: "w.log.pool.chunk"},
	trace.ObjSharedMemory: {
		insight.SharedLinked: "w.log.shared.unlinked", insight.SharedWritten: "w.log.shared.written", insight.SharedRead: "w.log.shared.read",
	},
	trace.ObjValue: {insight.ValueNumber: "w.log.value"},
}

// barrierStates are the keys of a barrier's states.
var barrierStates = map[int64]string{
	insight.BarrierFilling: "w.log.barrier.filling", insight.BarrierDraining: "w.log.barrier.draining",
	insight.BarrierResetting: "w.log.barrier.resetting", insight.BarrierBroken: "w.log.barrier.broken",
}

// listens are the keys of the values of a socket that listens.
var listens = map[trace.Slot]string{insight.ListenWaiting: "w.log.socket.waiting", insight.ListenAccepted: "w.log.socket.accepted"}

func setKey(v *trace.View, e trace.Event) string {
	o := v.Obj(e.Obj)
	if o == nil {
		return "w.log.set"
	}
	key := sets[o.Info.Kind][e.Slot]
	switch {
	case o.Info.Kind == trace.ObjGIL && e.Slot == gilSwitchSlot:
		key = "w.log.switch"
	case o.Info.Kind == trace.ObjGIL && e.Slot == gilDropSlot:
		key = "w.log.drop"
		if e.Arg == 0 {
			key = "w.log.drop.off"
		}
	case o.Info.Kind == trace.ObjEvent && e.Slot == insight.EventFlag:
		key = "w.log.flag.up"
		if e.Arg == 0 {
			key = "w.log.flag.down"
		}
	case o.Info.Kind == trace.ObjSocket && o.Info.Rule == insight.SocketListens:
		key = listens[e.Slot]
	case o.Info.Kind == trace.ObjBarrier && e.Slot == insight.BarrierState:
		key = barrierStates[e.Arg]
	}
	if key == "" {
		return "w.log.set"
	}
	return key
}
