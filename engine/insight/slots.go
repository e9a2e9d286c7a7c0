package insight

// This file holds ONE table: which value and which room of a recorded
// primitive means what. The numbers are engine/prim's own (its constants of
// like names), which those who only read a recording need not link; a test at
// the module's root, slots_test.go, holds the two against each other.

import "corelanes/engine/trace"

// The values and rooms of the primitives.
const (
	RoomWaiters trace.Slot = 0 // prim.RoomWaiters: who waits for a lock, a unit, a flag

	RLockDepth trace.Slot = 1 // prim.RLockDepth

	SemaphoreLeft trace.Slot = 0 // prim.SemaphoreValue: units left

	EventFlag trace.Slot = 0 // prim.EventFlag: 1 while it is up

	QueueOrderShift            = 16 // prim.QueueOrder: where in a queue's Rule its order stands, 0 for first in, first out
	QueueUnfinished trace.Slot = 0  // prim.QueueUnfinished: items put that nobody has called task_done for
	QueueShutDown   trace.Slot = 1  // prim.QueueShutDown: 1 once it is shut down
	QueueGetters    trace.Slot = 0  // prim.RoomGetters: who waits for an item
	QueuePutters    trace.Slot = 1  // prim.RoomPutters: who waits for a place
	QueueJoiners    trace.Slot = 2  // prim.RoomJoiners: who waits for all to be done

	ConditionWaitRoom trace.Slot = 0 // prim.RoomWait; the entry room is RoomWaiters of its lock

	WaitUnits trace.Slot = 6 // prim.WaitUnits: between processes, wake-ups of a Condition, an Event or a Barrier that nobody has taken yet

	BarrierState      trace.Slot = 0 // prim.BarrierState
	BarrierCount      trace.Slot = 1 // prim.BarrierCount: who is inside
	BarrierGeneration trace.Slot = 2 // prim.BarrierGeneration: how often it has opened
	BarrierInside     trace.Slot = 0 // prim.RoomInside: who has arrived and waits
	BarrierBefore     trace.Slot = 1 // prim.RoomBefore: who came while it was emptying

	ValueNumber trace.Slot = 0 // prim.ValueSlot

	LoopPhase trace.Slot = 0 // loop.SlotPhase: LoopRuns or LoopSelects
	LoopHeld  trace.Slot = 1 // loop.SlotFrozen: ns for which a step held the loop

	PoolDone   trace.Slot = 0 // pool.ValueDone: tasks done
	PoolFailed trace.Slot = 1 // pool.ValueFailed: tasks that failed
	PoolChunk  trace.Slot = 2 // pool.ValueChunk: calls in the task that was queued last

	PipeBytes01 trace.Slot = 0 // ipc.PipeBytes01: bytes on their way from end 0 to end 1
	PipeBytes10 trace.Slot = 1 // ipc.PipeBytes10: and back
	PipeOpen    trace.Slot = 2 // ipc.PipeOpen: ends that are open
	PipeDuplex  int64      = 0 // ipc.Duplex, a pipe's Rule: both ends send and receive
	PipeOneWay  int64      = 1 // ipc.OneWay: end 0 sends, end 1 receives
	PipeNamed   int64      = 2 // ipc.Named: by a name in the file system
	PipeSends   trace.Slot = 1 // ipc.PipeSends: the room of who waits for space

	SocketListens  int64      = 3  // ipc.Listening, a socket's Rule; other sockets are as duplex pipes
	ListenWaiting  trace.Slot = 0  // ipc.ListenWaiting: connections that wait to be accepted
	ListenAccepted trace.Slot = 1  // ipc.ListenAccepted: that were accepted
	ListenSeen                = 64 // ipc.MaxSeen: connections of one that listens which are objects

	ChannelNoLimit               = 1<<31 - 1 // ipc.NoLimit: the Param of a queue between processes without a limit
	ChannelPiped      trace.Slot = 0         // ipc.QueuePiped: bytes in the pipe of a queue between processes
	ChannelBuffered   trace.Slot = 1         // ipc.QueueBuffered: items that the feeders still have
	ChannelSerialised trace.Slot = 2         // ipc.QueueSerialised: bytes that were serialised in all
	ChannelUnfinished trace.Slot = 3         // ipc.QueueUnfinished: tasks that are not done
	ChannelPuts       trace.Slot = 1         // ipc.QueuePuts: the room of who waits for space
	ChannelIdles      trace.Slot = 2         // ipc.QueueIdles: the room of feeders with nothing to send

	ManagerCalls   trace.Slot = 0 // ipc.ManagerCalls: calls of proxies
	ManagerBytes   trace.Slot = 1 // ipc.ManagerBytes: bytes there and back
	ManagerTook    trace.Slot = 2 // ipc.ManagerTook: ns that the last call took
	ManagerProxies trace.Slot = 3 // ipc.ManagerProxies: proxies that workers have
	ManagerAsks    trace.Slot = 0 // ipc.ManagerAsks: the room of who waits for an answer

	ArrayVersion trace.Slot = 0 // ipc.ArrayVersion: how often it was written
	ArrayItem    trace.Slot = 1 // ipc.ArrayItem: the first item written last
	ArrayLost    trace.Slot = 2 // ipc.ArrayLost: writes over changes that the writer had not seen

	SharedLinked  trace.Slot = 0 // ipc.SharedLinked: 1 while the memory's name exists
	SharedWritten trace.Slot = 1 // ipc.SharedWritten: bytes written in all
	SharedRead    trace.Slot = 2 // ipc.SharedRead: bytes read in all
)

// The phases of a loop, the values of LoopPhase.
const (
	LoopRuns    = 0 // loop.PhaseReady
	LoopSelects = 1 // loop.PhaseSelect
)

// The states of a barrier, the values of BarrierState.
const (
	BarrierFilling   = 0  // prim.BarrierFilling
	BarrierDraining  = 1  // prim.BarrierDraining
	BarrierResetting = -1 // prim.BarrierResetting
	BarrierBroken    = -2 // prim.BarrierBroken
)
