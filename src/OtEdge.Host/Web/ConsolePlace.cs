using Microsoft.Extensions.Logging;

namespace OtEdge.Host.Web;

/// <summary>What the console stands on.</summary>
/// <param name="StateDirectory">Where its accounts and its certificate are.</param>
/// <param name="Time">The clock.</param>
/// <param name="Logs">Where faults are logged.</param>
internal sealed record ConsolePlace(string StateDirectory, TimeProvider Time, ILoggerFactory Logs);
