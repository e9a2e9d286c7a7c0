package main

// This file holds what the readers of a recording know of the primitives
// against what the primitives record.

import (
	"testing"

	"corelanes/engine/insight"
	"corelanes/engine/ipc"
	"corelanes/engine/loop"
	"corelanes/engine/pool"
	"corelanes/engine/prim"
	"corelanes/engine/trace"
)

func TestReadersKnowWhoGetsALock(t *testing.T) {
	for _, l := range []prim.Library{prim.Threading, prim.Asyncio, prim.Multiprocessing} {
		for _, p := range prim.Pythons() {
			r := l.In(p)
			want := insight.PolicyFair
			switch {
			case r.GiveAfter() > 0:
				want = insight.PolicyHandOver
			case r.Barging():
				want = insight.PolicyBarging
			}
			if got := insight.PolicyOf(trace.ObjInfo{Kind: trace.ObjLock, Rule: int64(r)}); got != want {
				t.Errorf("library %d of Python %s: readers say policy %d, the table %d", l, p, got, want)
			}
		}
	}
}

func TestReadersKnowThePrimitivesSlots(t *testing.T) {
	for name, pair := range map[string][2]any{
		"RoomWaiters":          {insight.RoomWaiters, prim.RoomWaiters},
		"RLockDepth":           {insight.RLockDepth, prim.RLockDepth},
		"SemaphoreLeft":        {insight.SemaphoreLeft, prim.SemaphoreValue},
		"EventFlag":            {insight.EventFlag, prim.EventFlag},
		"ConditionWaitRoom":    {insight.ConditionWaitRoom, prim.RoomWait},
		"WaitUnits":            {insight.WaitUnits, prim.WaitUnits},
		"BarrierState":         {insight.BarrierState, prim.BarrierState},
		"BarrierCount":         {insight.BarrierCount, prim.BarrierCount},
		"BarrierGeneration":    {insight.BarrierGeneration, prim.BarrierGeneration},
		"BarrierInside":        {insight.BarrierInside, prim.RoomInside},
		"BarrierBefore":        {insight.BarrierBefore, prim.RoomBefore},
		"ValueNumber":          {insight.ValueNumber, prim.ValueSlot},
		"the order of a queue": {int64(prim.LowestFirst), prim.QueueInfo("", 0, prim.LowestFirst, prim.Rules(0)).Rule >> insight.QueueOrderShift},
		"QueueUnfinished":      {insight.QueueUnfinished, prim.QueueUnfinished},
		"QueueShutDown":        {insight.QueueShutDown, prim.QueueShutDown},
		"QueueGetters":         {insight.QueueGetters, prim.RoomGetters},
		"QueuePutters":         {insight.QueuePutters, prim.RoomPutters},
		"QueueJoiners":         {insight.QueueJoiners, prim.RoomJoiners},
		"LoopPhase":            {insight.LoopPhase, loop.SlotPhase},
		"LoopHeld":             {insight.LoopHeld, loop.SlotFrozen},
		"LoopRuns":             {insight.LoopRuns, loop.PhaseReady},
		"LoopSelects":          {insight.LoopSelects, loop.PhaseSelect},
		"PoolDone":             {insight.PoolDone, pool.ValueDone},
		"PoolFailed":           {insight.PoolFailed, pool.ValueFailed},
		"SocketListens":        {insight.SocketListens, ipc.Listening},
		"ListenWaiting":        {insight.ListenWaiting, ipc.ListenWaiting},
		"ListenAccepted":       {insight.ListenAccepted, ipc.ListenAccepted},
		"ListenSeen":           {insight.ListenSeen, ipc.MaxSeen},
		"PipeBytes01":          {insight.PipeBytes01, ipc.PipeBytes01},
		"PipeBytes10":          {insight.PipeBytes10, ipc.PipeBytes10},
		"PipeOpen":             {insight.PipeOpen, ipc.PipeOpen},
		"PipeSends":            {insight.PipeSends, ipc.PipeSends},
		"ChannelPiped":         {insight.ChannelPiped, ipc.QueuePiped},
		"ChannelBuffered":      {insight.ChannelBuffered, ipc.QueueBuffered},
		"ChannelSerialised":    {insight.ChannelSerialised, ipc.QueueSerialised},
		"ChannelUnfinished":    {insight.ChannelUnfinished, ipc.QueueUnfinished},
		"ChannelPuts":          {insight.ChannelPuts, ipc.QueuePuts},
		"ChannelIdles":         {insight.ChannelIdles, ipc.QueueIdles},
		"ManagerCalls":         {insight.ManagerCalls, ipc.ManagerCalls},
		"ManagerBytes":         {insight.ManagerBytes, ipc.ManagerBytes},
		"PipeDuplex":           {insight.PipeDuplex, ipc.Duplex},
		"PipeOneWay":           {insight.PipeOneWay, ipc.OneWay},
		"PipeNamed":            {insight.PipeNamed, ipc.Named},
		"ChannelNoLimit":       {insight.ChannelNoLimit, ipc.NoLimit},
		"PoolChunk":            {insight.PoolChunk, pool.ValueChunk},
		"ManagerTook":          {insight.ManagerTook, ipc.ManagerTook},
		"ManagerProxies":       {insight.ManagerProxies, ipc.ManagerProxies},
		"ManagerAsks":          {insight.ManagerAsks, ipc.ManagerAsks},
		"ArrayVersion":         {insight.ArrayVersion, ipc.ArrayVersion},
		"ArrayItem":            {insight.ArrayItem, ipc.ArrayItem},
		"ArrayLost":            {insight.ArrayLost, ipc.ArrayLost},
		"SharedLinked":         {insight.SharedLinked, ipc.SharedLinked},
		"SharedWritten":        {insight.SharedWritten, ipc.SharedWritten},
		"SharedRead":           {insight.SharedRead, ipc.SharedRead},
		"FeederName":           {insight.FeederName, ipc.FeederName},
		"BarrierFilling":       {insight.BarrierFilling, prim.BarrierFilling},
		"BarrierDraining":      {insight.BarrierDraining, prim.BarrierDraining},
		"BarrierResetting":     {insight.BarrierResetting, prim.BarrierResetting},
		"BarrierBroken":        {insight.BarrierBroken, prim.BarrierBroken},
	} {
		if pair[0] != pair[1] {
			t.Errorf("%s is %v for readers, and the primitive records %v", name, pair[0], pair[1])
		}
	}
}
