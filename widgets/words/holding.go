package words

// This file says what a primitive is about at a moment, where that is not who
// holds it: "2 of 3 left", "flag up".

import (
	"strconv"

	"corelanes/engine/insight"
	"corelanes/engine/trace"
)

// Holding says what the state of a primitive is about in a few words; "" for
// those that are held or free.
func Holding(o *trace.ObjView, s *trace.ObjState) string {
	switch o.Info.Kind {
	case trace.ObjSemaphore, trace.ObjBoundedSemaphore:
		return X("w.card.left", With{"Left": insight.Permits(o, s), "All": o.Info.Param})
	case trace.ObjEvent:
		if s.Values[insight.EventFlag] != 0 {
			return X("w.card.flag.up")
		}
		return X("w.card.flag.down")
	case trace.ObjBarrier:
		if s.Values[insight.BarrierState] == insight.BarrierBroken {
			return X("w.card.barrier.broken")
		}
		key := "w.card.arrived_of"
		if s.Values[insight.BarrierState] == insight.BarrierDraining {
			key = "w.card.leave_of"
		}
		return X(key, With{"Part": s.Values[insight.BarrierCount], "All": o.Info.Param})
	case trace.ObjSocket:
		if o.Info.Rule == insight.SocketListens {
			return N("w.card.socket.queue", int(s.Values[insight.ListenWaiting]), With{"Count": s.Values[insight.ListenWaiting]})
		}
		fallthrough
	case trace.ObjPipe:
		return X("w.card.pipe", With{"Bytes": Units().Size(s.Values[insight.PipeBytes01] + s.Values[insight.PipeBytes10])})
	case trace.ObjChannel:
		return N("w.card.channel", len(s.Items), With{"Items": len(s.Items), "Bytes": Units().Size(s.Values[insight.ChannelPiped])})
	case trace.ObjSharedMemory:
		return Units().Size(o.Info.Param)
	case trace.ObjArray:
		return N("w.card.array", int(o.Info.Param), With{"Items": o.Info.Param, "Type": string(rune(o.Info.Rule))})
	case trace.ObjManager:
		return N("w.card.manager", int(s.Values[insight.ManagerCalls]), With{"Calls": s.Values[insight.ManagerCalls]})
	case trace.ObjValue:
		return strconv.FormatInt(insight.Number(o, s), 10)
	}
	return ""
}
