using System.Text;

namespace OtEdge.Host.Commands.Rendering;

/// <summary>Leaves out blanks at the ends of lines, with which tables fill their columns.</summary>
/// <param name="output">Where the rest goes.</param>
internal sealed class TrimmingWriter(TextWriter output) : TextWriter
{
    private int blanks;

    /// <inheritdoc/>
    public override Encoding Encoding => output.Encoding;

    /// <inheritdoc/>
    public override void Write(char value)
    {
        switch (value)
        {
            case ' ':
                blanks++;
                return;
            case '\r' or '\n':
                break;
            default:
                output.Write(new string(' ', blanks));
                break;
        }

        blanks = 0;
        output.Write(value);
    }

    /// <inheritdoc/>
    public override void Flush() => output.Flush();
}
