/** Works out from the policies who can reach which server. */
@NullMarked
package dev.postern.connect.reachability;

import org.jspecify.annotations.NullMarked;
