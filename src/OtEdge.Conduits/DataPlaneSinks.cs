using OtEdge.Conduits.FlightRecording;
using OtEdge.Core.Findings;
using OtEdge.Core.Traffic;

namespace OtEdge.Conduits;

/// <summary>Who takes what the data plane tells; all are called on one thread of its own, never by a loop.</summary>
/// <param name="Findings">Takes the findings.</param>
/// <param name="Flows">Takes what passed; null: nothing is recorded.</param>
/// <param name="Frames">Takes the frames around findings; null: there is no flight recorder.</param>
public sealed record DataPlaneSinks(IFindingSink Findings, IFlowSink? Flows = null, IFrameSink? Frames = null);
