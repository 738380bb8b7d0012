namespace OtEdge.Console.Api;

/// <summary>One episode on the discovery curve.</summary>
/// <param name="Episode">Its number.</param>
/// <param name="Regime">Its regime.</param>
/// <param name="From">When it began.</param>
/// <param name="NewFlows">Flows first seen in it.</param>
/// <param name="Flows">Flows seen by its end since the evidence began.</param>
public sealed record EvidenceEpisodeView(long Episode, string Regime, DateTimeOffset From, int NewFlows, int Flows);
