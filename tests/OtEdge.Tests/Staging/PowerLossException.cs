namespace OtEdge.Tests.Staging;

/// <summary>The machine stopped at this instruction.</summary>
internal sealed class PowerLossException : Exception;
